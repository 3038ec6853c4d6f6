import type { Change } from "./changes.ts";

/**
 * Whether a file comes where a folder was, or a folder where a file was. The engine refuses that within one batch and
 * says to remove in one and make in the next.
 */
export function placesChange(changes: readonly Change[]): boolean {
  const name = ({ bytes }: Change["from"]) => bytes.toString("latin1");
  const gone = changes
    .filter(({ kind }) => kind === "delete" || kind === "rename")
    .map(({ from }) => name(from));
  const made = changes.filter(({ kind }) => kind !== "delete" && kind !== "modify").map(({ to }) => name(to));
  const files = new Set(gone);
  const folders = new Set(gone.flatMap(foldersOf));
  return made.some((file) => folders.has(file) || foldersOf(file).some((folder) => files.has(folder)));
}

/** The folders above a file, by their names. */
function foldersOf(file: string): string[] {
  const parts = file.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
