import type { PatchRow } from "./schema.ts";

/** The filters that are counted, and the column behind each. */
export const facetColumns = {
  status: "display_status",
  factory: "factory",
  file: "file_path",
  op: "op",
  requester: "requester",
  order_id: "order_id",
} as const satisfies Record<string, keyof PatchRow>;
export type Facet = keyof typeof facetColumns;
export const facets = Object.keys(facetColumns) as Facet[];

/** Collects by how much each count changes while rows go from one state to the next. */
export function createFacetDelta(): {
  add(before: PatchRow | null, after: PatchRow): void;
  changes(): { facet: string; value: string; count: number }[];
} {
  const deltas = new Map<string, { facet: string; value: string; count: number }>();
  const move = (facet: string, value: string | null, by: number): void => {
    if (value === null) return;
    const key = `${facet}\n${value}`;
    const known = deltas.get(key) ?? { facet, value, count: 0 };
    known.count += by;
    deltas.set(key, known);
  };
  return {
    add(before, after) {
      for (const facet of facets) {
        const column = facetColumns[facet];
        if (before !== null && before[column] === after[column]) continue;
        if (before !== null) move(facet, before[column], -1);
        move(facet, after[column], 1);
      }
      if (before === null) move("total", "", 1);
    },
    changes: () => [...deltas.values()].filter(({ count }) => count !== 0),
  };
}
