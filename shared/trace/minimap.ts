import type { TraceSkeleton } from "../models/trace-skeleton.ts";
import { endOf } from "./bar.ts";
import { isError } from "./skeleton.ts";

/** One stroke of a minimap: pixels from the left, and the lane from above. `row` is one of those it stands for. */
export interface Stroke {
  x: number;
  width: number;
  lane: number;
  row: number;
  error: boolean;
}

/**
 * A trace in few strokes: its rows shared out among `lanes` from above, and those of one lane and stage drawn as what
 * they cover between them; errors are strokes of their own, last in their lane, so that none is hidden. Strokes of a
 * kind are a pixel apart, so a million rows make no more of them than the picture can show. `end`: `traceEnd`.
 */
export function minimap(skeleton: TraceSkeleton, end: number, lanes: number, width: number): Stroke[] {
  const rows = skeleton.id.length;
  if (rows === 0 || lanes < 1 || width < 1) return [];
  const used = Math.min(lanes, rows);
  const strokes: Stroke[] = [];
  for (let lane = 0; lane < used; lane++) {
    const first = Math.ceil((lane * rows) / used);
    const after = Math.ceil(((lane + 1) * rows) / used);
    strokes.push(...laneStrokes(skeleton, { first, after, lane, end, width }));
  }
  return strokes;
}

interface Lane {
  first: number;
  after: number;
  lane: number;
  end: number;
  width: number;
}

function laneStrokes(skeleton: TraceSkeleton, { first, after, lane, end, width }: Lane): Stroke[] {
  const scale = width / Math.max(1, end);
  const kinds = new Map<number, Stroke[]>();
  for (let row = first; row < after; row++) {
    const error = isError(skeleton.flags[row]!);
    const from = Math.min(skeleton.start[row]! * scale, width - 1);
    const to = Math.max(endOf(skeleton, row, end) * scale, from + 1);
    const kind = error ? -1 : skeleton.stage[row]!;
    const stroke = { x: from, width: to - from, lane, row, error };
    const same = kinds.get(kind);
    if (same) same.push(stroke);
    else kinds.set(kind, [stroke]);
  }
  const errors = kinds.get(-1) ?? [];
  kinds.delete(-1);
  return [...kinds.values(), errors].flatMap(joined);
}

/** Strokes that touch, or leave less than a pixel between them, made one. */
function joined(strokes: Stroke[]): Stroke[] {
  const found: Stroke[] = [];
  for (const stroke of strokes.sort((a, b) => a.x - b.x)) {
    const last = found.at(-1);
    if (last && stroke.x <= last.x + last.width + 1)
      last.width = Math.max(last.width, stroke.x + stroke.width - last.x);
    else found.push(stroke);
  }
  return found;
}
