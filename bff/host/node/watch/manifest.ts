import { closeSync, fsyncSync, openSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { writeAll } from "../engine/write-file.ts";
import { makeFolder } from "../make-folder.ts";
import { type KnownFile, type KnownState, nothingKnown } from "./known-state.ts";
import { readLines } from "./read-lines.ts";

const version = 1;
const linesAtOnce = 2000;

/**
 * Keeps `state` at `path`, the old one or the new, never a half. What happens after it is in the two logs, so it may be
 * kept late.
 */
export async function saveManifest(path: string, state: KnownState): Promise<void> {
  makeFolder(dirname(path));
  const { logAt, editsAt, complete } = state;
  const temporary = `${path}.${process.pid}.tmp`;
  const fd = openSync(temporary, "w", 0o600);
  try {
    let text = `${JSON.stringify({ version, logAt, editsAt, complete })}\n`;
    let lines = 0;
    // a copy of the entries: what comes to be known while others have their turn belongs to the next one
    for (const [file, { hash, by, stamp, blob }] of [...state.files]) {
      text += `${JSON.stringify([file, hash, by, stamp, blob])}\n`;
      if (++lines % linesAtOnce > 0) continue;
      writeAll(fd, Buffer.from(text));
      text = "";
      await turn();
    }
    writeAll(fd, Buffer.from(text));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(temporary, path);
}

/** What was kept; nothing where there is none, or one of another version. */
export async function loadManifest(path: string): Promise<KnownState> {
  const state = nothingKnown();
  let header = false;
  for (const lines of readLines(path, 0)) {
    for (const { entry } of lines) {
      if (!header) {
        const { version: found, logAt, editsAt, complete } = (entry ?? {}) as Record<string, unknown>;
        if (found !== version) return nothingKnown();
        Object.assign(state, { logAt, editsAt, complete });
        header = true;
      } else if (Array.isArray(entry)) {
        const [file, hash, by, stamp, blob] = entry as unknown as [string, ...(string | null)[]];
        state.files.set(file, { hash, by, stamp: stamp ?? "", blob } as KnownFile);
      }
    }
    await turn();
  }
  return state;
}
