import type { RowGroup } from "../../../shared/trace/row-group.ts";

/** Ids of the log rows that one span is made of, see `RowGroup`. */
export interface SpanRows {
  base: number;
  close: number | null;
  between: readonly number[];
}

const none: readonly number[] = [];

/**
 * Keeps which rows each span is made of, and not the rows: those of a long trace are most of what it takes to keep it.
 * `spans`: `Span.id` of each group.
 */
export function keepSpanRows(
  groups: readonly RowGroup[],
  spans: readonly number[],
): (span: number) => SpanRows {
  const order = Uint32Array.from(groups.keys());
  // they mostly come that way, and seeing so is cheaper than sorting
  if (spans.some((span, at) => at > 0 && span < spans[at - 1]!))
    order.sort((one, other) => spans[one]! - spans[other]!);
  const id = Float64Array.from(order, (at) => spans[at]!);
  const base = Float64Array.from(order, (at) => groups[at]!.base.id);
  // 0 is no row's
  const close = Float64Array.from(order, (at) => groups[at]!.close?.id ?? 0);
  const between = new Map<number, number[]>();
  groups.forEach((group, at) => {
    if (group.between.length > 0)
      between.set(
        spans[at]!,
        group.between.map((row) => row.id),
      );
  });
  return finder({ id, base, close, between });
}

interface Columns {
  /** `Span.id`, ascending */
  id: Float64Array;
  base: Float64Array;
  close: Float64Array;
  between: ReadonlyMap<number, readonly number[]>;
}

/** By itself, as a function keeps alive whatever any other that was made in the same place uses: there, the rows. */
function finder({ id, base, close, between }: Columns): (span: number) => SpanRows {
  return (span) => {
    let [low, high] = [0, id.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (id[middle]! < span) low = middle + 1;
      else high = middle;
    }
    return {
      base: base[low]!,
      close: close[low] === 0 ? null : close[low]!,
      between: between.get(span) ?? none,
    };
  };
}

/** All of them, as the span has them. */
export const rowIdsOf = ({ base, between, close }: SpanRows): number[] => [
  base,
  ...between,
  ...(close === null ? [] : [close]),
];
