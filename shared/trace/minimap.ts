import type { TraceSkeleton } from "../models/trace-skeleton.ts";
import { endOf } from "./bar.ts";
import { isError } from "./skeleton.ts";

/** One stroke of a minimap: pixels from the left, and the lane from above. `row` is one of those it stands for. */
export interface LaneStroke {
  x: number;
  width: number;
  lane: number;
  row: number;
  /** see `MapRows` */
  kind: number;
}

export interface Stroke extends Omit<LaneStroke, "kind"> {
  error: boolean;
}

/** What is drawn in little. */
export interface MapRows {
  count: number;
  /** pixels from the left */
  from(row: number): number;
  to(row: number): number;
  /** What is drawn as one where it touches; those below 0 are drawn over all others, the least last. Null: nothing is drawn. */
  kindOf(row: number): number | null;
}

/**
 * A trace in few strokes: its rows shared out among `lanes` from above, and those of one lane and stage drawn as what
 * they cover between them; errors are strokes of their own, last in their lane, so that none is hidden. Strokes of a
 * kind are a pixel apart, so a million rows make no more of them than the picture can show. `end`: `traceEnd`.
 */
export function minimap(skeleton: TraceSkeleton, end: number, lanes: number, width: number): Stroke[] {
  const scale = width / Math.max(1, end);
  const strokes = laneStrokes(
    {
      count: skeleton.id.length,
      from: (row) => skeleton.start[row]! * scale,
      to: (row) => endOf(skeleton, row, end) * scale,
      kindOf: (row) => (isError(skeleton.flags[row]!) ? -1 : skeleton.stage[row]!),
    },
    lanes,
    width,
  );
  return strokes.map(({ kind, ...stroke }) => ({ ...stroke, error: kind === -1 }));
}

/** Rows in few strokes, see `minimap`. One that is too short to be seen is drawn a pixel wide. */
export function laneStrokes(rows: MapRows, lanes: number, width: number): LaneStroke[] {
  const { count } = rows;
  if (count === 0 || lanes < 1 || width < 1) return [];
  const used = Math.min(lanes, count);
  const strokes: LaneStroke[] = [];
  for (let lane = 0; lane < used; lane++) {
    const first = Math.ceil((lane * count) / used);
    const after = Math.ceil(((lane + 1) * count) / used);
    for (const stroke of strokesOf(rows, { first, after, lane, width })) strokes.push(stroke);
  }
  return strokes;
}

interface Lane {
  first: number;
  after: number;
  lane: number;
  width: number;
}

function strokesOf(rows: MapRows, { first, after, lane, width }: Lane): LaneStroke[] {
  const kinds = new Map<number, LaneStroke[]>();
  for (let row = first; row < after; row++) {
    const kind = rows.kindOf(row);
    if (kind === null) continue;
    const x = Math.min(rows.from(row), width - 1);
    const stroke = { x, width: Math.max(rows.to(row), x + 1) - x, lane, row, kind };
    const same = kinds.get(kind);
    if (same) same.push(stroke);
    else kinds.set(kind, [stroke]);
  }
  return [...kinds]
    .sort(([one], [other]) => over(one) - over(other))
    .flatMap(([, strokes]) => joined(strokes));
}

/** What is drawn over the others comes after them; those among themselves stay as they came. */
const over = (kind: number): number => (kind < 0 ? -kind : 0);

/** Strokes that touch, or leave less than a pixel between them, made one. */
function joined(strokes: LaneStroke[]): LaneStroke[] {
  const found: LaneStroke[] = [];
  for (const stroke of strokes.sort((a, b) => a.x - b.x)) {
    const last = found.at(-1);
    if (last && stroke.x <= last.x + last.width + 1)
      last.width = Math.max(last.width, stroke.x + stroke.width - last.x);
    else found.push(stroke);
  }
  return found;
}
