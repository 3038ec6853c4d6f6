import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { OutputOf } from "../../../shared/operation.ts";
import { orderTotals, type PatchFilter, patchFacets } from "../../../shared/operations/patches.ts";
import { answer } from "../../api/answer.ts";
import { call } from "../../api/call.ts";

/** The counts around the list lie under these keys, so that live events can say that they are old. */
export const totalsKeys = { facets: ["patches", "facets"], order: ["patches", "order"] } as const;

/** How many patches stand behind each value of each filter. */
export const facetsQuery = (filter: PatchFilter) =>
  queryOptions({
    queryKey: [...totalsKeys.facets, filter],
    queryFn: ({ signal }) => answer(call(patchFacets, filter, { signal })),
    placeholderData: keepPreviousData,
  });
export type PatchFacets = OutputOf<typeof patchFacets>;

/** A facet names at most so many values. */
const MOST_VALUES = 100;

/** How many patches have no order; null where the orders are too many to have all been counted. */
export function withoutOrder({ total, order_id }: Pick<PatchFacets, "total" | "order_id">): number | null {
  if (order_id.length >= MOST_VALUES) return null;
  return total - order_id.reduce((sum, { count }) => sum + count, 0);
}

export type OrderTotals = OutputOf<typeof orderTotals>["orders"][number];

/** Totals of one order. Those asked for in the same turn are read together. */
export const orderTotalsQuery = (order: string) =>
  queryOptions({ queryKey: [...totalsKeys.order, order], queryFn: () => readTogether(order) });

let gathering: { orders: Set<string>; answer: Promise<OutputOf<typeof orderTotals>> } | null = null;
/** As many as one request may name. */
const MAX_TOGETHER = 100;

async function readTogether(order: string): Promise<OrderTotals | null> {
  if (gathering === null || gathering.orders.size >= MAX_TOGETHER) {
    const orders = new Set<string>();
    const turn = Promise.resolve().then(() => {
      gathering = null;
      return answer(call(orderTotals, { order_id: [...orders] }));
    });
    gathering = { orders, answer: turn };
  }
  gathering.orders.add(order);
  const { orders } = await gathering.answer;
  return orders.find((totals) => totals.order_id === order) ?? null;
}
