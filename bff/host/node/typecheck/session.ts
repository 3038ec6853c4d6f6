import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import type { Compiler } from "./compiler.ts";
import { findTypescript, type Installed, loadCompiler } from "./load-compiler.ts";
import { newProblems } from "./new-problems.ts";
import { createOwners, type Owners } from "./owners.ts";
import type { Problem } from "./problem.ts";
import { renamesAmong } from "./renames.ts";
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

/** How often a check is begun anew because files changed while the compiler read them. */
const attempts = 3;

/** One TypeScript at work, and the files as it sees them. */
interface Kit {
  world: World;
  compiler: Compiler;
  owners: Owners;
}

export function createSession(
  root: string,
  onProcess: (pid: number) => void,
  makeWorld: () => World = createWorld,
): Session {
  const base = realpathSync(root).replaceAll("\\", "/");
  const kits = new Map<string, Promise<Kit>>();

  async function kitFor(installed: Installed): Promise<Kit> {
    let kit = kits.get(installed.manifest);
    if (kit === undefined) {
      const world = makeWorld();
      kit = loadCompiler(installed, base, world, onProcess).then((compiler) => ({
        world,
        compiler,
        owners: createOwners(base, world, compiler),
      }));
      kits.set(installed.manifest, kit);
      kit.catch(() => kits.delete(installed.manifest));
    }
    return await kit;
  }

  return {
    async check(changes) {
      // packages of one workspace may have a TypeScript each
      const compilers = new Map<string, Installed>();
      for (const { file } of changes.filter((change) => checked.test(change.file))) {
        const installed = findTypescript(dirname(`${base}/${file}`));
        if (installed === null) return { ok: null, out: "not checked: no TypeScript is installed" };
        compilers.set(installed.manifest, installed);
      }
      const answers: Answer[] = [];
      for (const installed of compilers.values()) {
        const judged = (file: string): boolean =>
          findTypescript(dirname(`${base}/${file}`))?.manifest === installed.manifest;
        answers.push(await checkUntorn(await kitFor(installed), base, changes, judged));
      }
      return merge(answers);
    },
    async close() {
      for (const kit of kits.values()) await kit.then(({ compiler }) => compiler.close()).catch(() => {});
      kits.clear();
    },
  };
}

/** A check whose two sides have seen the same files. */
async function checkUntorn(
  kit: Kit,
  root: string,
  changes: readonly TextChange[],
  judged: (file: string) => boolean,
): Promise<Answer> {
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const answer = await checkWith(kit, root, changes, judged);
      if (!kit.world.torn()) return answer;
    }
    return { ok: null, out: "not checked: files changed again and again while they were read" };
  } finally {
    kit.world.rest();
  }
}

async function checkWith(
  { world, compiler, owners }: Kit,
  root: string,
  changes: readonly TextChange[],
  judged: (file: string) => boolean,
): Promise<Answer> {
  const mine = changes.filter((change) => checked.test(change.file) && judged(change.file));
  const relevant = changes
    .filter((change) => readByCompilers.test(change.file))
    .map((change) => ({ ...change, file: `${root}/${change.file}` }));
  const files = mine.map(({ file }) => `${root}/${file}`);
  const configs = new Set<string>();
  const before = new Map<string, readonly Problem[]>();
  const after = new Map<string, readonly Problem[]>();

  /** Moves the compiler to one side of the change, and adds the projects that own files there. */
  async function show(side: "before" | "after"): Promise<void> {
    world.overlay(new Map(relevant.map((change) => [change.file, change[side]])));
    const delta = world.take();
    const moved = delta.created.length + delta.deleted.length > 0;
    if (delta.everything || moved || delta.changed.some((path) => path.endsWith(".json"))) owners.forget();
    await compiler.update(delta);
    for (const file of files) {
      const config = world.fileExists(file) ? await owners.of(file) : null;
      if (config !== null) configs.add(config);
    }
  }
  async function learn(problems: Map<string, readonly Problem[]>): Promise<void> {
    for (const config of configs) {
      if (!problems.has(config)) problems.set(config, await compiler.problems(config, world.state()));
    }
  }

  world.look();
  await show("before");
  await learn(before);
  await show("after");
  for (const config of configs) {
    const broken = await brokenConfig(compiler, config);
    if (broken === undefined) continue;
    const name = config.slice(root.length + 1);
    return { ok: null, out: `not checked: ${name} is broken: ${withoutRoot(broken.message, root)}` };
  }
  if (configs.size === 0) return { ok: null, out: unowned(mine) };
  await learn(after);
  if (before.size < configs.size) {
    // a file that is only there afterwards has shown its project only now
    await show("before");
    await learn(before);
  }

  const renames = renamesAmong(relevant);
  // two projects that share a file tell of its error twice
  const found = new Map<string, Problem>();
  for (const config of configs) {
    for (const problem of newProblems(before.get(config) ?? [], after.get(config) ?? [], renames)) {
      found.set(JSON.stringify(problem), problem);
    }
  }
  return { ok: found.size === 0, out: report([...found.values()], root, new Set(files)) };
}

/** Said of files that look as if they were checked; that scripts are not is no surprise. */
function unowned(changes: readonly TextChange[]): string {
  const names = changes.map(({ file }) => file).filter((file) => alwaysTypescript.test(file));
  return names.length === 0 ? "" : `not checked: no tsconfig.json includes ${names.join(", ")}`;
}

/** The first reason, if any, why a project file does not say what belongs to the project or how to read it. */
async function brokenConfig(compiler: Compiler, config: string): Promise<Problem | undefined> {
  // below 2000 are errors of JSON syntax; then: cannot read, wrong type, not found, circular, `extends` not found
  const fatal = new Set([5012, 5024, 5083, 6053, 6096, 18000]);
  const problems = await compiler.configProblems(config);
  return problems.find(({ code }) => code < 2000 || fatal.has(code));
}

function merge(answers: readonly Answer[]): Answer {
  const outs = answers.map((answer) => answer.out).filter((out) => out !== "");
  const spoke = answers.filter((answer) => answer.ok !== null);
  if (spoke.length === 0) return { ok: null, out: outs.join("\n") };
  return { ok: spoke.every((answer) => answer.ok), out: outs.join("\n") };
}
