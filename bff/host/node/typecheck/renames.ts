import type { Rename } from "./new-problems.ts";

interface Side {
  file: string;
  before: string | null;
  after: string | null;
}

/** Files that went, each with the one that came in its place: of the same contents, the same name, or the only one. */
export function renamesAmong(changes: readonly Side[]): Rename[] {
  const gone = changes.filter((change) => change.before !== null && change.after === null);
  const came = new Set(changes.filter((change) => change.before === null && change.after !== null));
  const onlyOne = gone.length === 1 && came.size === 1;
  const nameOf = (file: string): string => file.slice(file.lastIndexOf("/") + 1);
  const renames: Rename[] = [];
  for (const { file, before } of gone) {
    const candidates = [...came];
    const match =
      candidates.find((change) => change.after === before) ??
      candidates.find((change) => nameOf(change.file) === nameOf(file)) ??
      (onlyOne ? candidates[0] : undefined);
    if (match === undefined) continue;
    came.delete(match);
    renames.push({ from: file, to: match.file });
  }
  return renames;
}
