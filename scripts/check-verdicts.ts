// `node scripts/check-verdicts.ts <project> [--edits 300] [--seed 1] [--under src]`: mutated edits of a real TypeScript
// project, each judged by the warm checker and by a cold `tsc --noEmit` before and after. Says where the two differ,
// and ends with 1 if they do. The project is worked on in place, and left as it was: use a checkout of your own.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { createTypeChecker } from "../bff/host/node/typecheck/create.ts";
import { findTypescript } from "../bff/host/node/typecheck/load-compiler.ts";
import { type Mutation, mutate, randomOf } from "./check-verdicts/mutate.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    edits: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
    under: { type: "string", default: "." },
  },
});
const [project] = positionals;
if (project === undefined) {
  console.error("node scripts/check-verdicts.ts <project> [--edits 300] [--seed 1] [--under src]");
  process.exit(2);
}
const root = realpathSync(project);
const found = findTypescript(root);
const command = join(
  dirname(found?.manifest ?? createRequire(import.meta.url).resolve("typescript/package.json")),
  "bin",
  "tsc",
);

const files = new Map<string, string>();
for (const entry of readdirSync(join(root, values.under), { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  const wanted = entry.isFile() && /\.tsx?$/.test(entry.name) && !/[\\/](node_modules|\.git)[\\/]/.test(path);
  if (wanted) files.set(relative(root, path), readFileSync(path, "utf8"));
}

/** First lines of tsc's errors; the lines below one explain it. */
function cold(): Promise<string[]> {
  return new Promise((resolve) => {
    const settings = { cwd: root, maxBuffer: 1 << 28 };
    execFile(process.execPath, [command, "--noEmit", "--pretty", "false"], settings, (_, out) =>
      resolve(out.split("\n").filter((line) => /error TS\d+/.test(line))),
    );
  });
}

/** Which of `after` are new: the same error at another line is not. */
function fresh(before: readonly string[], after: readonly string[]): string[] {
  const key = (line: string) => line.replace(/\(\d+,\d+\)/, "");
  const left = before.map(key);
  return after.filter((line) => {
    const at = left.indexOf(key(line));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

/** Both lists by place and code. The checker names fifty and counts the rest; then so many of tsc's are compared. */
function comparable(out: string, expected: readonly string[]): { said: string[]; ought: string[] } {
  const lines = out === "" ? [] : out.split("\n");
  const more = Number(/^and (\d+) more$/.exec(lines.at(-1) ?? "")?.[1] ?? 0);
  const said = (more > 0 ? lines.slice(0, -1) : lines).map(place).sort();
  const ought = expected.map(place).sort();
  if (more === 0) return { said, ought };
  const named = ought.filter((line) => said.includes(line));
  return ought.length === said.length + more ? { said, ought: named } : { said, ought };
}

const place = (line: string) => /^.*error TS\d+/.exec(line)?.[0] ?? line;
const bytes = (text: string) => new TextEncoder().encode(text);

const checker = createTypeChecker({ root, timeoutMs: 120_000 });
const random = randomOf(Number(values.seed));
const before = await cold();
console.log(`${files.size} files, TypeScript ${found?.version}, ${before.length} errors before any edit`);
const kinds = new Map<string, { edits: number; errors: number }>();
const differing: { edit: Mutation; warm: string[]; cold: string[]; same: "verdict" | "nothing" }[] = [];
let outside = 0;
let warmMs = 0;
let coldMs = 0;
for (let n = 1; n <= Number(values.edits); n++) {
  const edit = mutate(files, random);
  const path = join(root, edit.file);
  const verdict = await checker.check([
    { file: edit.file, before: bytes(edit.before), after: bytes(edit.after) },
  ]);
  warmMs += verdict.ms;
  const started = performance.now();
  let after: string[];
  try {
    writeFileSync(path, edit.after);
    after = await cold();
  } finally {
    writeFileSync(path, edit.before);
  }
  coldMs += performance.now() - started;
  const expected = fresh(before, after);
  // tsc says nothing of types while there is an error of syntax, so of those the verdict alone can be compared
  const silent = expected.some((line) => /error TS1\d{3}:/.test(line));
  const { said, ought } = comparable(verdict.out, expected);
  // nobody judges a file that no project includes, and tsc does not look at it either
  const apart =
    verdict.ok === null && verdict.out.includes("no tsconfig.json includes") && expected.length === 0;
  if (apart) outside += 1;
  const sameVerdict = apart || verdict.ok === (expected.length === 0);
  if (!sameVerdict || (!silent && !apart && said.join("\n") !== ought.join("\n")))
    differing.push({
      edit,
      warm: [String(verdict.ok), ...said],
      cold: ought,
      same: sameVerdict ? "verdict" : "nothing",
    });
  const kind = kinds.get(edit.kind) ?? { edits: 0, errors: 0 };
  kinds.set(edit.kind, { edits: kind.edits + 1, errors: kind.errors + (expected.length > 0 ? 1 : 0) });
  if (n % 25 === 0) console.error(`${n} of ${values.edits}, ${differing.length} differ`);
}
await checker.close();
console.table(Object.fromEntries([...kinds].sort(([a], [b]) => (a < b ? -1 : 1))));
const wrong = differing.filter(({ same }) => same === "nothing");
console.log(
  `${values.edits} edits, ${outside} of them in files that no project includes: ${Number(values.edits) - wrong.length} verdicts equal, ${Number(values.edits) - differing.length} lists of errors equal; warm ${Math.round(warmMs / Number(values.edits))} ms, cold ${Math.round(coldMs / Number(values.edits))} ms each`,
);
for (const { edit, warm, cold: ought } of differing.slice(0, 10)) {
  const lines = edit.after.split("\n");
  const at = edit.before.split("\n").findIndex((line, index) => line !== lines[index]);
  console.log(
    `\n${edit.file}:${at + 1} ${edit.kind}: ${lines[at]}\n  warm ${warm.join("\n       ")}\n  tsc  ${ought.join("\n       ")}`,
  );
}
process.exitCode = differing.length === 0 ? 0 : 1;
