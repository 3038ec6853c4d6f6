import type { Aim } from "./locate.ts";
import type { DrawnEdit } from "./story.ts";

/** What `openSpace` leaves below a block; the policy's default. */
const padding = 3;

/** A drawn edit fitted to a version: what is sent, and what it is about. */
export interface AimedEdit {
  operation: Record<string, unknown> & { op: string; file: string; block: string };
  aim: Aim;
  /** the lines that it writes */
  texts: readonly string[];
}

/** Fits an edit to a version of `count` lines. A file without lines can only be appended to. */
export function aimEdit(drawn: DrawnEdit, count: number, file: string): AimedEdit {
  const { lines, closed } = drawn;
  const block = lines.join("\n") + (closed || lines.at(-1) === "" ? "\n" : "");
  const given = { file, block: lines.length === 0 ? "" : block };
  if (drawn.op === "prepend" && count > 0)
    return { operation: { op: "prepend", ...given }, aim: { kind: "top" }, texts: lines };
  if (drawn.op === "append" || count === 0)
    return { operation: { op: "append", ...given }, aim: { kind: "bottom" }, texts: lines };
  const open = drawn.openSpace ? { openSpace: true } : {};
  const texts = drawn.openSpace ? [...lines, ...Array<string>(padding).fill("")] : lines;
  const at = drawn.at % count;
  if (drawn.op === "replace-block") {
    const end = Math.min(count, at + 1 + drawn.more);
    const operation = { op: drawn.op, ...given, ...open, start: at + 1, end };
    return { operation, aim: { kind: "span", start: at, end }, texts };
  }
  const side = drawn.op === "insert-before" ? "before" : "after";
  return {
    operation: { op: drawn.op, ...given, ...open, line: at + 1 },
    aim: { kind: "beside", line: at, side },
    texts,
  };
}

/** By how many lines an edit changes the version it was made for. */
export const growth = ({ aim, texts }: AimedEdit): number =>
  texts.length - (aim.kind === "span" ? aim.end - aim.start : 0);
