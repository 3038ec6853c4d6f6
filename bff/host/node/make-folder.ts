import { mkdirSync } from "node:fs";

/**
 * Makes one folder, where it is not there yet. One level at a time: `recursive` would make a workspace again that
 * somebody has moved away, and says of a read-only disk that the folder above is not there.
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
