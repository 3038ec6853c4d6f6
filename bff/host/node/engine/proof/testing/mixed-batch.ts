import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "./random.ts";
import type { Operation } from "./ways-in.ts";

/** What an edit means to a person who knows the lines by what they say: no two lines of a file are the same. */
export interface MeantEdit {
  file: string;
  /** lines that give way, or none */
  old: string[];
  /** the line below which a new one goes; null: at the end. Not said where lines give way. */
  below?: string | null;
  put: string;
}

/** Makes one or two edits of files as they are now, in line numbers with the hash of what was read, or by text. */
export function mixedBatch(
  root: string,
  id: string,
  files: readonly string[],
  random: Random,
): { patches: Operation[]; meant: MeantEdit[] } {
  const chosen = [...new Set([random.pick(files), ...(random.chance(0.1) ? [random.pick(files)] : [])])];
  const both = chosen.map((file, index) => mixedEdit(root, `${id}-${index}`, file, random));
  return { patches: both.map(({ patch }) => patch), meant: both.map(({ meant }) => meant) };
}

function mixedEdit(
  root: string,
  patch_id: string,
  file: string,
  random: Random,
): { patch: Operation; meant: MeantEdit } {
  const bytes = readFileSync(join(root, file));
  const lines = bytes.toString("utf8").split("\n").slice(0, -1);
  const put = `${patch_id} was here`;
  const common = { file, block: put, patch_id };
  const expect = { fileHash: createHash("sha256").update(bytes).digest("hex") };
  const at = random.whole(lines.length);
  const line = lines[at]!;
  const kind = random.whole(lines.length < 20 ? 3 : 6);
  switch (kind) {
    case 0:
      return {
        patch: { op: "insert-after", ...common, line: at + 1, expect },
        meant: { file, old: [], below: line, put },
      };
    case 1:
      return {
        patch: { op: "insert-at-anchor", ...common, anchor: line, position: "after" },
        meant: { file, old: [], below: line, put },
      };
    case 2:
      return { patch: { op: "append", ...common }, meant: { file, old: [], below: null, put } };
    case 3:
      return { patch: { op: "replace-text", ...common, oldText: line }, meant: { file, old: [line], put } };
    default: {
      const end = Math.min(lines.length, at + 1 + random.whole(2));
      return {
        patch: { op: "replace-block", ...common, start: at + 1, end, expect },
        meant: { file, old: lines.slice(at, end), put },
      };
    }
  }
}
