// The type check after one edit, warm, against a cold `tsc --noEmit` of the same contents. Both say which errors the
// edit brings; a measurement in which they differ breaks.
import { execFile } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTypeChecker } from "../bff/host/node/typecheck/create.ts";
import type { FileChange, TypeChecker } from "../bff/ports/type-checker.ts";
import type { BenchOptions, Row } from "./row.ts";
import { median, spread } from "./stats.ts";
import { type Edit, writeProject } from "./type-check/project.ts";

const modules = join(import.meta.dirname, "..", "node_modules");
const compilers = [
  { name: "TypeScript 7", folder: join(modules, "typescript"), workspace: null },
  {
    name: "a workspace's TypeScript 5",
    folder: join(modules, "typescript-5-for-tests", "node_modules", "typescript"),
    workspace: join(modules, "typescript-5-for-tests", "node_modules", "typescript"),
  },
];

/** milliseconds */
interface Run {
  warm: number;
  cold: number;
}

export async function measure({ quick }: BenchOptions): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, folder, workspace } of compilers) {
    const { edits, widest } = await runsWith(folder, workspace, quick);
    const note = "bodies, inferred results, exported types and type errors, equally many";
    rows.push({
      ...row(`type check after one edit (warm), 250 files, ${name}`, edits),
      ...judge(edits),
      note,
    });
    rows.push({
      ...row(`the same where all 250 depend on the edited type, ${name}`, widest),
      note: "every file is checked again: only loading is saved",
    });
  }
  return rows;
}

async function runsWith(
  folder: string,
  workspace: string | null,
  quick: boolean,
): Promise<{ edits: Run[]; widest: Run[] }> {
  const project = writeProject(workspace);
  const checker = createTypeChecker({ root: project.root, timeoutMs: 120_000 });
  const run = (edit: Edit) => runOf(edit, project.root, folder, checker);
  try {
    const [first] = project.edits;
    if (first === undefined) throw new Error("the project has no edits");
    // the check that loads the program is not the warm one
    await checker.check([changeOf({ ...first, after: `${first.before}\n` })]);
    const edits: Run[] = [];
    for (const edit of project.edits.slice(0, quick ? 4 : 16)) edits.push(await run(edit));
    const widest: Run[] = [];
    for (let round = 0; round < (quick ? 1 : 3); round += 1) {
      for (const edit of project.widest)
        widest.push(await run({ ...edit, after: `${edit.after}// ${round}\n` }));
    }
    return { edits, widest };
  } finally {
    await checker.close();
    rmSync(project.root, { recursive: true, force: true });
  }
}

/** The edit on disk, checked warm and by a cold tsc; then the file is put back. */
async function runOf(edit: Edit, root: string, folder: string, checker: TypeChecker): Promise<Run> {
  const file = join(root, edit.file);
  writeFileSync(file, edit.after);
  const started = performance.now();
  const verdict = await checker.check([changeOf(edit)]);
  const warm = performance.now() - started;
  const cold = await tsc(folder, root);
  writeFileSync(file, edit.before);
  const shown = verdict.out
    .split("\n")
    .map(place)
    .filter((line) => line !== "");
  const missing = shown.filter((line) => !cold.errors.includes(line));
  const more = Number(/^and (\d+) more$/m.exec(verdict.out)?.[1] ?? 0);
  if (missing.length > 0 || shown.length + more !== cold.errors.length) {
    throw new Error(`not the errors of tsc after an edit of ${edit.file}: ${verdict.out || "none"}`);
  }
  return { warm, cold: cold.ms };
}

function changeOf({ file, before, after }: Pick<Edit, "file" | "before" | "after">): FileChange {
  const bytes = (text: string) => new TextEncoder().encode(text);
  return { file, before: bytes(before), after: bytes(after) };
}

/** The project has no error of its own, so that all that tsc finds is new. */
async function tsc(folder: string, root: string): Promise<{ ms: number; errors: string[] }> {
  const started = performance.now();
  const output = await new Promise<string>((resolve) => {
    const args = [join(folder, "bin", "tsc"), "--noEmit", "--pretty", "false"];
    execFile(process.execPath, args, { cwd: root }, (_, stdout) => resolve(stdout));
  });
  return {
    ms: performance.now() - started,
    errors: output
      .split("\n")
      .map(place)
      .filter((line) => line !== ""),
  };
}

/** `file(line,col): error TSxxxx`, or nothing where a line goes on explaining. */
const place = (line: string): string => /^\S.*?error TS\d+/.exec(line)?.[0] ?? "";

const ratioOf = (runs: readonly Run[]): number =>
  median(runs.map(({ warm }) => warm)) / median(runs.map(({ cold }) => cold));

const judge = (runs: readonly Run[]): Pick<Row, "target" | "met"> => ({
  target: "<= 0.5x, the same verdict",
  met: ratioOf(runs) <= 0.5,
});

/** A row that informs, until it is judged. */
function row(what: string, runs: readonly Run[]): Row {
  const warm = runs.map((run) => run.warm);
  return {
    what,
    ours: `${median(warm).toFixed(0)} ms`,
    peer: `${median(runs.map(({ cold }) => cold)).toFixed(0)} ms (cold tsc --noEmit)`,
    ratio: ratioOf(runs),
    spread: spread(warm, "ms", 0),
    target: "",
    met: null,
  };
}
