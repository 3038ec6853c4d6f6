import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { isSystemError } from "./system-error.ts";

const chunkSize = 64 * 1024;

/**
 * The lines of a file from its last one backward, read in pieces and no further than they are asked for. Ends after
 * `most` bytes; a line that begins beyond them is left out. No file, no lines.
 */
export function* linesBackward(path: string, most: number): Generator<string> {
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return;
    throw error;
  }
  try {
    let at = fstatSync(fd).size;
    const floor = Math.max(0, at - most);
    // pieces of the line that is not whole yet, the last one first
    let pieces: Buffer[] = [];
    while (at > floor) {
      const size = Math.min(chunkSize, at - floor);
      at -= size;
      const chunk = Buffer.alloc(size);
      readSync(fd, chunk, 0, size, at);
      let end = size;
      for (
        let cut = chunk.lastIndexOf(10);
        cut !== -1;
        cut = cut === 0 ? -1 : chunk.lastIndexOf(10, cut - 1)
      ) {
        const line = lineOf([chunk.subarray(cut + 1, end), ...pieces.reverse()]);
        if (line !== "") yield line;
        pieces = [];
        end = cut;
      }
      pieces.push(chunk.subarray(0, end));
    }
    if (at === 0) {
      const line = lineOf(pieces.reverse());
      if (line !== "") yield line;
    }
  } finally {
    closeSync(fd);
  }
}

const lineOf = (pieces: readonly Buffer[]): string =>
  (pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)).toString("utf8");
