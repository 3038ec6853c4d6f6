import { afterEach, describe, expect, it } from "vitest";
import { createTypeChecker } from "./create.ts";
import {
  change,
  patience,
  type ScratchProject,
  scratchProject,
  strictConfig,
  typescripts,
} from "./testing/scratch-project.ts";

const files: Record<string, string> = {
  "src/model.ts": [
    'export type Status = "open" | "done";',
    "export interface Task { id: number; title: string; status: Status; tags?: string[] }",
    "export const statuses: readonly Status[] = ['open', 'done'];",
    "export class Counter {",
    "  #count = 0;",
    "  step = 1;",
    "  next() { this.#count += this.step; return this.#count; }",
    "  reset(): void { this.#count = 0; }",
    "}",
    "",
  ].join("\n"),
  "src/store.ts": [
    'import { Counter, type Task } from "./model.js";',
    "const counter = new Counter();",
    "export const tasks = new Map<number, Task>();",
    "export function add(title: string): Task {",
    '  const task: Task = { id: counter.next(), title, status: "open" };',
    "  tasks.set(task.id, task);",
    "  return task;",
    "}",
    "export const find = (id: number) => tasks.get(id);",
    "",
  ].join("\n"),
  "src/view.ts": [
    'import type { Task } from "./model.js";',
    'import { find } from "./store.js";',
    'export const line = (task: Task): string => [task.id, task.title, ...(task.tags ?? [])].join(" ");',
    "export function show(id: number) {",
    "  const task = find(id);",
    '  return task === undefined ? "none" : line(task);',
    "}",
    "export const broken: number = show(1);",
    "",
  ].join("\n"),
  "src/main.ts": [
    'import { add, tasks } from "./store.js";',
    'import { show } from "./view.js";',
    'import * as model from "./model.js";',
    'const task = add("first");',
    "export const text: string = show(task.id).toUpperCase();",
    "export const all = [...tasks.values()].map((each) => each.status === model.statuses[0]);",
    "",
  ].join("\n"),
  "src/globals.d.ts": "declare const VERSION: string;\n",
  "src/version.ts": "export const version: string = VERSION.trim();\n",
};

/** Edits of many kinds, some harmless: in bodies, signatures, inferred types, classes, scripts, comments. */
const edits: [file: string, from: string, to: string][] = [
  ["src/model.ts", '"open" | "done"', '"open" | "done" | "late"'],
  ["src/model.ts", '"open" | "done"', '"done"'],
  ["src/model.ts", "title: string", "title: number"],
  ["src/model.ts", "tags?: string[]", "tags: string[]"],
  ["src/model.ts", "tags?: string[]", "tags?: number[]"],
  ["src/model.ts", "readonly Status[]", "Status[]"],
  ["src/model.ts", "return this.#count;", "return String(this.#count);"],
  ["src/model.ts", "next() {", "async next() {"],
  ["src/model.ts", "this.#count = 0; }", "this.#count = ''; }"],
  ["src/model.ts", "export class", "class"],
  ["src/model.ts", "  step = 1;", "  // how far\n  step = 1;"],
  ["src/model.ts", "step = 1", "step = 1n"],
  ["src/store.ts", "tasks.get(id)", "tasks.get(id)!"],
  ["src/store.ts", "tasks.get(id)", "tasks.has(id)"],
  ["src/store.ts", "  return task;\n", ""],
  ["src/store.ts", "): Task {", ") {"],
  ["src/store.ts", "): Task {", "): Task | null {"],
  ["src/store.ts", "export const tasks", "const tasks"],
  ["src/store.ts", "Map<number, Task>", "Map<string, Task>"],
  ["src/view.ts", '"none" : line(task)', "0 : line(task)"],
  ["src/view.ts", "): string =>", ") =>"],
  ["src/view.ts", "number = show(1)", "string = show(1)"],
  ["src/view.ts", "export const broken", "const x = 1;\nexport const broken"],
  ["src/view.ts", "{\n  const task", "{{\n  const task"],
  ["src/main.ts", "model.statuses[0]", "model.nothing[0]"],
  ["src/main.ts", 'add("first")', "add(1)"],
  ["src/globals.d.ts", "VERSION: string", "VERSION: number"],
  ["src/globals.d.ts", "const VERSION: string", "function VERSION(): void"],
  ["src/version.ts", "VERSION.trim()", "VERSION"],
];

/** A cold run of a compiler takes seconds, of the old one several: some of the edits will do from day to day. */
const everyEdit = process.env.EDITS === "all";

/** Which errors of `after` are new, as a reader of two runs of `tsc` would count them. */
function fresh(before: readonly string[], after: readonly string[]): string[] {
  const key = (line: string): string => line.replace(/\(\d+,\d+\)/, "");
  const left = before.map(key);
  return after.filter((line) => {
    const at = left.indexOf(key(line));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

let project: ScratchProject;
afterEach(() => project.dispose());

describe.each(typescripts)("with $name", ({ installed }) => {
  it("one warm checker gives the verdicts of cold runs of tsc before and after each edit", async () => {
    project = scratchProject({ "tsconfig.json": strictConfig, ...files }, installed);
    const checker = createTypeChecker({ root: project.root, timeoutMs: patience });
    const before = await project.tsc();
    const said: unknown[] = [];
    const expected: unknown[] = [];
    const chosen = edits.filter((_, index) => everyEdit || index % (installed === null ? 2 : 6) === 0);
    for (const [file, from, to] of chosen) {
      const old = files[file] ?? "";
      const edited = old.replace(from, to);
      expect(edited, `${file}: ${from}`).not.toBe(old);
      const verdict = await checker.check([change(file, old, edited)]);
      project.write(file, edited);
      const found = fresh(before, await project.tsc());
      project.write(file, old);
      // tsc is silent about types while there is an error of syntax, so of those the verdict alone is compared
      const silent = found.some((line) => /error TS1\d{3}:/.test(line));
      const lines = verdict.out === "" ? [] : verdict.out.split("\n");
      const edit = `${file}: ${from} -> ${to}`;
      said.push({ edit, ok: verdict.ok, errors: silent ? "syntax" : lines.map(place).sort() });
      expected.push({ edit, ok: found.length === 0, errors: silent ? "syntax" : found.map(place).sort() });
    }
    await checker.close();
    expect(said).toEqual(expected);
  }, 600_000);
});

/** tsc explains an error over several lines, of which the first holds place and code. */
const place = (line: string): string => /^.*error TS\d+/.exec(line)?.[0] ?? line;
