import type { TraceSkeleton } from "../models/trace-skeleton.ts";
import { endOf } from "./bar.ts";
import type { PairKind } from "./comparison-lines.ts";
import { type LaneStroke, laneStrokes } from "./minimap.ts";

/** How a stroke stands out: nothing differs, it is off in the second trace, or one of the traces alone has it. */
export type MapLook = "plain" | "off" | "alone";

export interface ComparisonStroke extends Omit<LaneStroke, "kind" | "row"> {
  look: MapLook;
  /** of the trace, one of those it stands for */
  row: number;
}

/** One of two traces in a picture of both. */
export interface MapSide {
  skeleton: TraceSkeleton;
  /** `traceEnd` of the skeleton */
  end: number;
  /** row of each pair; -1: this trace does not have it */
  rowOf: ArrayLike<number>;
  /** where its time line begins, microseconds after the skeleton's base */
  base: number;
}

const kindNumbers = { off: -2, alone: -1 } as const;

/**
 * One of two compared traces in few strokes, as `minimap`. The pairs are shared out among the lanes, so that a lane of
 * both pictures stands for the same lines. What is off is drawn over the rest, in the second trace alone, as its bars are.
 * `length`: microseconds that the width stands for.
 */
export function comparisonMap(
  side: "a" | "b",
  { skeleton, end, rowOf, base }: MapSide,
  kinds: readonly PairKind[],
  { lanes, width, length }: { lanes: number; width: number; length: number },
): ComparisonStroke[] {
  const scale = width / Math.max(1, length);
  const strokes = laneStrokes(
    {
      count: kinds.length,
      from: (pair) => (skeleton.start[rowOf[pair]!]! - base) * scale,
      to: (pair) => (endOf(skeleton, rowOf[pair]!, end) - base) * scale,
      kindOf(pair) {
        const row = rowOf[pair]!;
        if (row === -1) return null;
        const look = lookOf(side, kinds[pair]!);
        return look === "plain" ? skeleton.stage[row]! : kindNumbers[look];
      },
    },
    lanes,
    width,
  );
  return strokes.map(({ kind, row: pair, ...stroke }) => ({
    ...stroke,
    row: rowOf[pair]!,
    look: kind === kindNumbers.off ? "off" : kind === kindNumbers.alone ? "alone" : "plain",
  }));
}

/** How the bar of a pair stands out in one of the traces. */
export function lookOf(side: "a" | "b", kind: PairKind): MapLook {
  if (kind === "missing" || kind === "added") return "alone";
  return side === "b" && (kind === "duration" || kind === "status") ? "off" : "plain";
}
