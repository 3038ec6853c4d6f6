import type { Problem } from "./problem.ts";

const linesShown = 50;

/**
 * `file(line,col): error TSxxxx: message`, one a line, paths relative to the root, at most 50 and a count of the rest.
 * The files that were edited come first: what went wrong there is often why others complain.
 */
export function report(problems: readonly Problem[], root: string, edited: ReadonlySet<string>): string {
  const order = (problem: Problem): number => (problem.file !== null && edited.has(problem.file) ? 0 : 1);
  const sorted = [...problems].sort(
    (a, b) =>
      order(a) - order(b) ||
      (a.file ?? "").localeCompare(b.file ?? "") ||
      a.line - b.line ||
      a.column - b.column ||
      a.code - b.code,
  );
  const lines = sorted.slice(0, linesShown).map((problem) => {
    const error = `error TS${problem.code}: ${withoutRoot(problem.message, root)}`;
    if (problem.file === null) return error;
    return `${relativeTo(root, problem.file)}(${problem.line},${problem.column}): ${error}`;
  });
  if (sorted.length > linesShown) lines.push(`and ${sorted.length - linesShown} more`);
  return lines.join("\n");
}

/** Path of `file` seen from `root`, with forward slashes; a file outside keeps its last two names only. */
export function relativeTo(root: string, file: string): string {
  if (file.startsWith(`${root}/`)) return file.slice(root.length + 1);
  return `…/${file.split("/").slice(-2).join("/")}`;
}

/** Compilers put absolute paths into messages; where this machine keeps its files is nobody else's business. */
export function withoutRoot(message: string, root: string): string {
  return message.replaceAll(`${root}/`, "").replaceAll(root, ".");
}
