import { expect, it } from "vitest";
import { newProblems } from "./new-problems.ts";
import type { Problem } from "./problem.ts";
import { renamesAmong } from "./renames.ts";
import { report } from "./report.ts";

const problem = (file: string | null, line: number, message = "wrong"): Problem => ({
  file,
  line,
  column: 1,
  code: 2322,
  message,
});

it("an error that moved is not new, one more like it is", () => {
  const before = [problem("/r/a.ts", 3)];
  expect(newProblems(before, [problem("/r/a.ts", 9)])).toEqual([]);
  expect(newProblems(before, [problem("/r/a.ts", 9), problem("/r/a.ts", 12)])).toEqual([
    problem("/r/a.ts", 12),
  ]);
});

it("an error of another file, message or project is new", () => {
  const before = [problem("/r/a.ts", 3)];
  const after = [problem("/r/b.ts", 3), problem("/r/a.ts", 3, "worse"), problem(null, 1)];
  expect(newProblems(before, after)).toEqual(after);
});

it("errors follow a file to its new name", () => {
  const renames = renamesAmong([
    { file: "/r/a.ts", before: "one", after: null },
    { file: "/r/b.ts", before: "two", after: null },
    { file: "/r/x/b.ts", before: null, after: "two, edited" },
    { file: "/r/c.ts", before: null, after: "one" },
    { file: "/r/d.ts", before: "stays", after: "changed" },
  ]);
  expect(renames).toEqual([
    { from: "/r/a.ts", to: "/r/c.ts" },
    { from: "/r/b.ts", to: "/r/x/b.ts" },
  ]);
  expect(newProblems([problem("/r/a.ts", 3)], [problem("/r/c.ts", 4)], renames)).toEqual([]);
});

it("a report names paths as seen from the root, the edited files first, and no place of this machine", () => {
  const problems = [
    problem("/home/me/r/b.ts", 2, "see '/home/me/r/a.ts'"),
    problem("/home/me/r/z.ts", 1),
    problem(null, 1),
    problem("/opt/lib/types/x.d.ts", 4),
  ];
  expect(report(problems, "/home/me/r", new Set(["/home/me/r/z.ts"])).split("\n")).toEqual([
    "z.ts(1,1): error TS2322: wrong",
    "error TS2322: wrong",
    "b.ts(2,1): error TS2322: see 'a.ts'",
    "…/types/x.d.ts(4,1): error TS2322: wrong",
  ]);
});
