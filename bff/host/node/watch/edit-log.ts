import { closeSync, fsyncSync, openSync, statSync } from "node:fs";
import type { Closing, FoundEdit } from "../../../ports/custody.ts";
import { appendLog } from "../engine/patch-log.ts";
import { readLines } from "./read-lines.ts";

/** An edit as its line has it: `log_at` says after which byte of the patch log it belongs. */
export type LoggedEdit = FoundEdit & { log_at: number; after_blob: string | null };

export interface ReadEdit {
  end: number;
  edit?: LoggedEdit;
  closing?: Closing;
}

/** Puts lines at the end of `out_of_band.jsonl` and waits until they are safe: from here on they are on record. */
export function appendEdits(
  path: string,
  edits: readonly LoggedEdit[],
  closings: readonly Closing[] = [],
): number {
  appendLog(path, [
    ...edits.map((edit) => ({ type: "edit", ...edit })),
    ...closings.map((closing) => ({ type: "closed", ...closing })),
  ]);
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return statSync(path).size;
}

/** The lines from byte `from` on, oldest first; what is none of ours is passed over. */
export function* readEdits(path: string, from = 0): Generator<ReadEdit> {
  for (const lines of readLines(path, from))
    for (const { entry, end } of lines) {
      if (entry?.type === "edit" && typeof entry.id === "string" && typeof entry.file === "string") {
        const { type: _, ...edit } = entry;
        yield { end, edit: edit as unknown as LoggedEdit };
      } else if (entry?.type === "closed" && typeof entry.id === "string") {
        const { type: _, ...closing } = entry;
        yield { end, closing: closing as unknown as Closing };
      } else yield { end };
    }
}
