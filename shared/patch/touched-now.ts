import { type BatchFiles, documentOf } from "./batch-files.ts";
import { lineAt } from "./document.ts";
import type { Part, Touch } from "./part.ts";
import { shiftPast } from "./splice.ts";

/**
 * The lines that an edit placed in original coordinates touches in the file as the operations before it left it:
 * as far from its splices as they were.
 */
export function shiftLines(part: Part & { kind: "edit" }, files: BatchFiles): readonly Touch[] {
  const base = files.base(part.file);
  const now = files.now(part.file);
  if (!base || !now || base === now) return part.touched;
  const from = documentOf(base);
  const to = documentOf(now);
  const landed = files.landed(part.file);
  return part.touched.map((touch) => {
    const at = from.starts[touch.start - 1] ?? base.bytes.length;
    const size = touch.end - touch.start;
    // below a last line that lacks its newline there is no byte to count from
    if (size < 0 && touch.start > from.starts.length)
      return { start: to.starts.length + 1, end: to.starts.length };
    const end = size < 0 ? at : (from.starts[touch.end] ?? base.bytes.length);
    const moved = shiftPast({ from: at, to: end, bytes: new Uint8Array() }, landed);
    const start = lineAt(to.starts, now.bytes, moved.from) + 1;
    return { start, end: start + size };
  });
}
