import type { Problem } from "./problem.ts";

/** A file that a change moves: its errors at the old path are not new at the new one. */
export interface Rename {
  from: string;
  to: string;
}

const keyOf = (problem: Problem, file: string | null): string =>
  `${problem.code}\n${file ?? ""}\n${problem.message}`;

/**
 * The problems of `after` that `before` did not have. Two are the same when code, message and file are, wherever
 * they stand, so that an error which an edit above it moved is not new; a second one like it is.
 */
export function newProblems(
  before: readonly Problem[],
  after: readonly Problem[],
  renames: readonly Rename[] = [],
): Problem[] {
  const movedTo = new Map(renames.map((rename) => [rename.from, rename.to]));
  const known = new Map<string, number>();
  for (const problem of before) {
    const file = problem.file === null ? null : (movedTo.get(problem.file) ?? problem.file);
    const key = keyOf(problem, file);
    known.set(key, (known.get(key) ?? 0) + 1);
  }
  // Of three equal errors where two were known, one is new: which one nobody can tell, so it is the last.
  return after.filter((problem) => {
    const key = keyOf(problem, problem.file);
    const left = known.get(key) ?? 0;
    if (left === 0) return true;
    known.set(key, left - 1);
    return false;
  });
}
