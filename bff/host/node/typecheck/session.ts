import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import type { Compiler } from "./compiler.ts";
import { configGroups } from "./find-config.ts";
import { findTypescript, type Installed, loadCompiler } from "./load-compiler.ts";
import { newProblems, type Rename } from "./new-problems.ts";
import type { Problem } from "./problem.ts";
import { report, withoutRoot } from "./report.ts";
import { createWorld, type World } from "./world.ts";

/** A file as it was and is to be, as text; `file` is relative to the root, with forward slashes. */
export interface TextChange {
  file: string;
  before: string | null;
  after: string | null;
}

export interface Answer {
  ok: boolean | null;
  out: string;
}

/** The state of a compiler that changes are checked with; one at a time. */
export interface Session {
  check(changes: readonly TextChange[]): Promise<Answer>;
  close(): Promise<void>;
}

/** Files whose contents a program can depend on. */
const readByCompilers = /\.(?:[cm]?[jt]s|[jt]sx|json)$/i;
const checked = /\.(?:[cm]?[jt]s|[jt]sx)$/i;
const alwaysTypescript = /\.(?:[cm]?ts|tsx)$/i;

interface Kit {
  world: World;
  compiler: Compiler;
  roots: Map<string, ReadonlySet<string>>;
}

export function createSession(root: string, onProcess: (pid: number) => void): Session {
  const base = realpathSync(root).replaceAll("\\", "/");
  const kits = new Map<string, Promise<Kit>>();

  async function kitFor(installed: Installed): Promise<Kit> {
    let kit = kits.get(installed.manifest);
    if (kit === undefined) {
      const world = createWorld();
      kit = loadCompiler(installed, base, world, onProcess).then((compiler) => ({
        world,
        compiler,
        roots: new Map(),
      }));
      kits.set(installed.manifest, kit);
      kit.catch(() => kits.delete(installed.manifest));
    }
    return await kit;
  }

  return {
    async check(changes) {
      const paths = changes.filter((change) => checked.test(change.file));
      if (paths.length === 0) return { ok: null, out: "" };
      const byCompiler = new Map<string, { installed: Installed; files: string[] }>();
      for (const { file } of paths) {
        const installed = findTypescript(dirname(`${base}/${file}`));
        if (installed === null) return { ok: null, out: "not checked: no TypeScript is installed" };
        const group = byCompiler.get(installed.manifest) ?? { installed, files: [] };
        group.files.push(`${base}/${file}`);
        byCompiler.set(installed.manifest, group);
      }
      const answers: Answer[] = [];
      for (const { installed, files } of byCompiler.values()) {
        const kit = await kitFor(installed);
        answers.push(await checkWith(kit, base, changes, files));
      }
      return merge(answers);
    },
    async close() {
      for (const kit of kits.values()) await kit.then(({ compiler }) => compiler.close()).catch(() => {});
      kits.clear();
    },
  };
}

async function checkWith(
  kit: Kit,
  root: string,
  changes: readonly TextChange[],
  files: readonly string[],
): Promise<Answer> {
  const relevant = changes.filter((change) => readByCompilers.test(change.file));
  const side = (which: "before" | "after") =>
    new Map(relevant.map((change) => [`${root}/${change.file}`, change[which]]));
  kit.world.look();

  await show(kit, side("before"));
  const owners = new Map<string, string>();
  const before = new Map<string, readonly Problem[]>();
  await own(kit, root, files, owners);
  for (const config of new Set(owners.values()))
    before.set(config, await kit.compiler.problems(config, kit.world.state()));

  await show(kit, side("after"));
  // a file that is only now there has its project only now; what that project held before is asked afterwards
  await own(kit, root, files, owners);
  const configs = new Set(owners.values());
  for (const config of configs) {
    const broken = await brokenConfig(kit, config);
    if (broken !== undefined) {
      const text = withoutRoot(broken.message, root);
      return { ok: null, out: `not checked: ${config.slice(root.length + 1)} is broken: ${text}` };
    }
  }
  if (configs.size === 0) {
    const typescript = files.filter((file) => alwaysTypescript.test(file));
    const names = typescript.map((file) => file.slice(root.length + 1)).join(", ");
    return { ok: null, out: names === "" ? "" : `not checked: no tsconfig.json includes ${names}` };
  }
  const after = new Map<string, readonly Problem[]>();
  for (const config of configs) after.set(config, await kit.compiler.problems(config, kit.world.state()));
  const late = [...configs].filter((config) => !before.has(config));
  if (late.length > 0) {
    await show(kit, side("before"));
    for (const config of late) before.set(config, await kit.compiler.problems(config, kit.world.state()));
    await show(kit, side("after"));
  }

  const renames = renamesAmong(relevant, root);
  const found = new Map<string, Problem>();
  for (const config of configs) {
    for (const problem of newProblems(before.get(config) ?? [], after.get(config) ?? [], renames)) {
      // two projects that share a file tell of its error twice
      found.set(JSON.stringify(problem), problem);
    }
  }
  return { ok: found.size === 0, out: report([...found.values()], root, new Set(files)) };
}

async function show(kit: Kit, contents: ReadonlyMap<string, string | null>): Promise<void> {
  kit.world.overlay(contents);
  const delta = kit.world.take();
  const moved = delta.created.length + delta.deleted.length > 0;
  if (delta.everything || moved || delta.changed.some((path) => path.endsWith(".json"))) kit.roots.clear();
  await kit.compiler.update(delta);
}

/** Finds the project of each file that has none yet. */
async function own(
  kit: Kit,
  root: string,
  files: readonly string[],
  owners: Map<string, string>,
): Promise<void> {
  for (const file of files) {
    if (owners.has(file) || !kit.world.fileExists(file)) continue;
    const config = await ownerOf(kit, root, file);
    if (config !== null) owners.set(file, config);
  }
}

async function ownerOf(kit: Kit, root: string, file: string): Promise<string | null> {
  for (const group of configGroups(file, root, kit.world)) {
    for (const config of group) if ((await rootsOf(kit, config)).has(file)) return config;
    // not named by a project, but perhaps imported by what is; only projects around the file are loaded to find out
    for (const config of group) {
      if (!file.startsWith(config.slice(0, config.lastIndexOf("/") + 1))) continue;
      if ((await rootsOf(kit, config)).size === 0) continue;
      if ((await kit.compiler.sources(config)).includes(file)) return config;
    }
  }
  return null;
}

async function rootsOf(kit: Kit, config: string): Promise<ReadonlySet<string>> {
  const known = kit.roots.get(config) ?? new Set(await kit.compiler.roots(config));
  kit.roots.set(config, known);
  return known;
}

/** The first reason, if any, why a project file does not say what belongs to the project or how to read it. */
async function brokenConfig(kit: Kit, config: string): Promise<Problem | undefined> {
  // below 2000 are errors of JSON syntax; then: cannot read, wrong type, not found, circular, `extends` not found
  const fatal = new Set([5012, 5024, 5083, 6053, 6096, 18000]);
  const problems = await kit.compiler.configProblems(config);
  return problems.find(({ code }) => code < 2000 || fatal.has(code));
}

/** Files that went, each beside the one that came with the same name or the same contents. */
function renamesAmong(changes: readonly TextChange[], root: string): Rename[] {
  const nameOf = (file: string) => file.slice(file.lastIndexOf("/") + 1);
  const created = changes.filter((change) => change.before === null && change.after !== null);
  const renames: Rename[] = [];
  for (const gone of changes.filter((change) => change.before !== null && change.after === null)) {
    const index = created.findIndex(
      (change) => change.after === gone.before || nameOf(change.file) === nameOf(gone.file),
    );
    const only = created.length === 1 ? 0 : -1;
    const [match] = created.splice(index === -1 ? only : index, index === -1 && only === -1 ? 0 : 1);
    if (match !== undefined) renames.push({ from: `${root}/${gone.file}`, to: `${root}/${match.file}` });
  }
  return renames;
}

function merge(answers: readonly Answer[]): Answer {
  const outs = answers.map((answer) => answer.out).filter((out) => out !== "");
  const spoke = answers.filter((answer) => answer.ok !== null);
  if (spoke.length === 0) return { ok: null, out: outs.join("\n") };
  return { ok: spoke.every((answer) => answer.ok), out: outs.join("\n") };
}
