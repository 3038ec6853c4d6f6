import type { Listing } from "./disk.ts";

/** What is laid over the disk, by path; null: the file is not there. */
export type Overlay = ReadonlyMap<string, string | null>;

/** What a folder holds with that laid over what the disk has of it. */
export function laidOver(path: string, real: Listing, over: Overlay): Listing {
  const files = new Set(real.files);
  const directories = new Set(real.directories);
  for (const [file, text] of over) {
    if (!file.startsWith(`${path}/`)) continue;
    const rest = file.slice(path.length + 1).split("/");
    if (rest.length > 1 && text !== null) directories.add(rest[0]!);
    else if (rest.length === 1 && text !== null) files.add(rest[0]!);
    else if (rest.length === 1) files.delete(rest[0]!);
  }
  return { files: [...files], directories: [...directories] };
}

/** Whether something inside a folder is laid over. */
export const isOverInside = (path: string, over: Overlay): boolean =>
  [...over.keys()].some((file) => file.startsWith(`${path}/`));
