export interface FacetValue {
  value: string;
  count: number;
  on: boolean;
}

/**
 * The values a facet offers, most frequent first: those chosen are always among them, even where nothing is behind
 * them any more, so that a filter can be taken back where it was set. `order` puts known values into their own order
 * and shows them all.
 */
export function facetValues(
  counts: readonly { value: string; count: number }[],
  chosen: readonly string[] = [],
  order: readonly string[] = [],
): FacetValue[] {
  const known = new Map(counts.map(({ value, count }) => [value, count]));
  const values = new Set([...order, ...known.keys(), ...chosen]);
  return [...values].map((value) => ({ value, count: known.get(value) ?? 0, on: chosen.includes(value) }));
}

/** The first `limit`, and every chosen one behind them; with how many are left out. */
export function shortList(
  values: readonly FacetValue[],
  limit: number,
): { shown: FacetValue[]; left: number } {
  const shown = values.filter(({ on }, at) => at < limit || on);
  return { shown, left: values.length - shown.length };
}
