import { type Delta, nameOf, type WorldState } from "./compiler.ts";
import { absent } from "./disk.ts";
import { createImportGraph, modulePlaces } from "./import-graph.ts";
import type { Problem } from "./problem.ts";
import type { ProgramView } from "./program-view.ts";
import { createRecent } from "./recent.ts";
import type { Kinds } from "./shape.ts";
import { createShapes } from "./shapes.ts";
import { isLibrary, type World } from "./world.ts";

/** How many requests are on their way to the compiler at once; it answers them on all cores. */
const atOnce = 16;
/** Past this share of a project one question about all of it is quicker than one a file. */
const mostOfIt = 0.6;
const statesKept = 16;

/** One project of a compiler, with what is known of each of its files' errors. */
export interface IncrementalErrors {
  /** Call before the compiler is told: what is about to change is looked at as it is now. */
  willChange(view: ProgramView, delta: Delta): Promise<void>;
  problems(view: ProgramView, state: WorldState): Promise<readonly Problem[]>;
}

/** A state of the world whose errors were asked for. */
interface Known {
  state: WorldState;
  files: ReadonlySet<string>;
  byFile: ReadonlyMap<string, readonly Problem[]>;
  general: readonly Problem[];
  problems: readonly Problem[];
}

const keyOf = (path: string): string => path.toLowerCase();

/**
 * Starts from the most similar state that is known, and asks the compiler only about files that the difference can
 * reach: those changed, and, where what others see of them is not what it was, all that import them however far.
 * A file that appeared or went, a script or an augmentation reach everything.
 */
export function createIncrementalErrors(world: World, kinds: Kinds): IncrementalErrors {
  const graph = createImportGraph();
  const shapes = createShapes(kinds);
  const states = createRecent<Known>(statesKept);

  async function link(view: ProgramView, path: string): Promise<void> {
    const text = world.seen(path) ?? (await view.syntax(path))?.text;
    const places = modulePlaces(text ?? "");
    const imported = places.length === 0 ? [] : (await view.declaring(path, places)).map(keyOf);
    graph.set(keyOf(path), imported);
  }

  function nearest(state: WorldState): { base: Known; changed: string[] } | null {
    let best: { base: Known; changed: string[] } | null = null;
    for (const base of states.values()) {
      if (base.state.generation !== state.generation) continue;
      const paths = new Set([...base.state.moved.keys(), ...state.moved.keys()]);
      const changed = [...paths].filter(
        (path) => world.versionIn(base.state, path) !== world.versionIn(state, path),
      );
      // of equally near ones the one used last: that is the state before the change in question
      if (best === null || changed.length <= best.changed.length) best = { base, changed };
    }
    return best;
  }

  /** The files to ask about, or null for all. */
  async function reached(
    view: ProgramView,
    own: readonly string[],
    state: WorldState,
    { base, changed }: { base: Known; changed: readonly string[] },
  ): Promise<string[] | null> {
    if (own.length !== base.files.size || own.some((path) => !base.files.has(path))) return null;
    const visibly: string[] = [];
    for (const path of changed) {
      const [before, now] = [world.versionIn(base.state, path), world.versionIn(state, path)];
      if (before === absent || now === absent || isLibrary(path)) return null;
      if (!base.files.has(path)) {
        // a project file or a package.json changes what all the rest means; other files are some other project's
        if (path.endsWith(".json")) return null;
        continue;
      }
      const shape = await shapes.learn(view, path, now);
      const shapeBefore = shapes.get(path, before);
      if (shape === null || shapeBefore === null || /\/jsx-(?:dev-)?runtime\.\w+$/.test(path)) return null;
      if (shape !== shapeBefore) visibly.push(path);
    }
    const asked = new Set(changed.filter((path) => base.files.has(path)));
    if (visibly.length === 0) return [...asked];
    await each(
      own.filter((path) => !graph.has(keyOf(path))),
      (path) => link(view, path),
    );
    const dependents = graph.dependents(visibly.map(keyOf));
    for (const path of own) if (dependents.has(keyOf(path))) asked.add(path);
    return asked.size > own.length * mostOfIt ? null : [...asked];
  }

  async function askAll(view: ProgramView): Promise<Map<string, Problem[]>> {
    const byFile = new Map<string, Problem[]>();
    for (const problem of await view.errors()) {
      const list = byFile.get(problem.file ?? "");
      if (list === undefined) byFile.set(problem.file ?? "", [problem]);
      else list.push(problem);
    }
    return byFile;
  }

  return {
    async willChange(view, delta) {
      for (const path of [...delta.changed, ...delta.deleted]) graph.forget(keyOf(path));
      // what a name of a module means may differ now in any file
      if (delta.everything || delta.created.length + delta.deleted.length > 0) graph.clear();
      const learnt = states.values().at(-1);
      if (learnt === undefined || delta.everything) return;
      for (const [path, version] of delta.was) {
        if (learnt.files.has(path) && version !== absent) await shapes.learn(view, path, version);
      }
    },
    async problems(view, state) {
      const name = nameOf(state);
      const known = states.get(name);
      if (known !== undefined) return known.problems;
      const own = await view.files();
      const start = nearest(state);
      const paths = start === null ? null : await reached(view, own, state, start);
      let byFile: Map<string, readonly Problem[]>;
      let general: readonly Problem[];
      if (start === null || paths === null) {
        byFile = await askAll(view);
        general = await view.generalErrors();
      } else {
        byFile = new Map(start.base.byFile);
        await each(paths, async (path) => void byFile.set(path, await view.errors(path)));
        // Asking makes the compiler check every file; options, libraries and the list of files are as they were.
        general = start.base.general;
      }
      const problems = [...[...byFile.values()].flat(), ...general];
      states.set(name, { state, files: new Set(own), byFile, general, problems });
      return problems;
    },
  };
}

async function each(paths: readonly string[], work: (path: string) => Promise<void>): Promise<void> {
  for (let start = 0; start < paths.length; start += atOnce) {
    await Promise.all(paths.slice(start, start + atOnce).map(work));
  }
}
