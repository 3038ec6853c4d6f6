import type { Project } from "typescript/unstable/async";
import { type Delta, nameOf, type WorldState } from "../compiler.ts";
import { absent } from "../disk.ts";
import type { Problem } from "../problem.ts";
import { createRecent } from "../recent.ts";
import { isLibrary, type World } from "../world.ts";
import { errorsIn, generalErrors } from "./diagnostics.ts";
import { createImportGraph, modulePlaces } from "./imports.ts";
import type { Kinds } from "./shape.ts";
import { createShapes } from "./shapes.ts";

/** How many requests are on their way to the compiler at once; it answers them on all cores. */
const atOnce = 16;
/** Past this share of a project one question about all of it is quicker than one a file. */
const mostOfIt = 0.6;
const statesKept = 16;

/** One project of the native compiler, with what is known of each of its files' errors. */
export interface NativeProject {
  /** Call before the compiler is told: what is about to change is looked at as it is now. */
  willChange(project: Project, delta: Delta): Promise<void>;
  problems(project: Project, state: WorldState): Promise<readonly Problem[]>;
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
export function createNativeProject(world: World, kinds: Kinds): NativeProject {
  const graph = createImportGraph();
  const shapes = createShapes(kinds);
  const states = createRecent<Known>(statesKept);

  async function link(project: Project, path: string): Promise<void> {
    const places = modulePlaces(world.read(path) ?? "");
    const symbols = places.length === 0 ? [] : await project.checker.getSymbolAtPosition(path, places);
    const imported = symbols.flatMap((symbol) => symbol?.declarations.map((node) => keyOf(node.path)) ?? []);
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
    project: Project,
    own: readonly string[],
    state: WorldState,
    { base, changed }: { base: Known; changed: readonly string[] },
  ): Promise<string[] | null> {
    if (own.length !== base.files.size || own.some((path) => !base.files.has(path))) return null;
    const visibly: string[] = [];
    for (const path of changed) {
      const [before, now] = [world.versionIn(base.state, path), world.versionIn(state, path)];
      if (before === absent || now === absent) return null;
      if (!base.files.has(path)) continue;
      const shape = await shapes.learn(project, path, now);
      const shapeBefore = shapes.get(path, before);
      if (shape === null || shapeBefore === null || /\/jsx-(?:dev-)?runtime\.\w+$/.test(path)) return null;
      if (shape !== shapeBefore) visibly.push(path);
    }
    const asked = new Set(changed.filter((path) => base.files.has(path)));
    if (visibly.length === 0) return [...asked];
    await each(
      own.filter((path) => !graph.has(keyOf(path))),
      (path) => link(project, path),
    );
    const dependents = graph.dependents(visibly.map(keyOf));
    for (const path of own) if (dependents.has(keyOf(path))) asked.add(path);
    return asked.size > own.length * mostOfIt ? null : [...asked];
  }

  async function askAll(project: Project): Promise<Map<string, Problem[]>> {
    const byFile = new Map<string, Problem[]>();
    for (const problem of await errorsIn(project, world)) {
      const list = byFile.get(problem.file ?? "");
      if (list === undefined) byFile.set(problem.file ?? "", [problem]);
      else list.push(problem);
    }
    return byFile;
  }

  return {
    async willChange(project, delta) {
      for (const path of [...delta.changed, ...delta.deleted]) graph.forget(keyOf(path));
      // what a name of a module means may differ now in any file
      if (delta.everything || delta.created.length + delta.deleted.length > 0) graph.clear();
      const learnt = states.values().at(-1);
      if (learnt === undefined || delta.everything) return;
      for (const [path, version] of delta.was) {
        if (learnt.files.has(path) && version !== absent) await shapes.learn(project, path, version);
      }
    },
    async problems(project, state) {
      const name = nameOf(state);
      const known = states.get(name);
      if (known !== undefined) return known.problems;
      const own = (await project.program.getSourceFileNames()).filter((path) => !isLibrary(path));
      const start = nearest(state);
      const paths = start === null ? null : await reached(project, own, state, start);
      let byFile: Map<string, readonly Problem[]>;
      let general: readonly Problem[];
      if (start === null || paths === null) {
        byFile = await askAll(project);
        general = await generalErrors(project, world);
      } else {
        byFile = new Map(start.base.byFile);
        await each(paths, async (path) => void byFile.set(path, await errorsIn(project, world, path)));
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
