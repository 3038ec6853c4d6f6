import { and, gte, inArray, lt, sql } from "drizzle-orm";
import type { PatchStatus } from "../../../shared/models/patch-event.ts";
import { outcomeOf, statusesOf } from "../../../shared/stats/outcome.ts";
import type { Database } from "../../ports/database.ts";
import { patchEvents } from "../schema.ts";
import { inChunks } from "./chunks.ts";

/** How many patches were made between two times (ISO-8601 UTC, the second excluded), and how they came out. */
export async function totalsBetween({ orm }: Database, from: string, to: string) {
  const rows = await orm
    .select({ status: patchEvents.status, n: sql<number>`count(*)` })
    .from(patchEvents)
    .where(and(gte(patchEvents.created_at, from), lt(patchEvents.created_at, to)))
    .groupBy(patchEvents.status);
  const totals = { total: 0, ok: 0, failed: 0 };
  for (const { status, n } of rows) {
    totals.total += n;
    const outcome = outcomeOf(status as PatchStatus);
    if (outcome !== "pending") totals[outcome] += n;
  }
  return totals;
}

const countOf = (statuses: PatchStatus[]) =>
  sql<number>`count(*) FILTER (WHERE ${inArray(patchEvents.status, statuses)})`;

/** Totals of the named orders. `phase` is that of the newest patch that names one. */
export async function totalsOfOrders({ orm }: Database, orderIds: readonly string[]) {
  const rows = await inChunks(orderIds, (chunk) =>
    orm
      .select({
        order_id: patchEvents.order_id,
        // SQLite takes the other columns of an aggregate with a single max() from the row that has it
        newest: sql<string>`max(CASE WHEN ${patchEvents.phase} IS NOT NULL THEN ${patchEvents.created_at} END)`,
        phase: patchEvents.phase,
        total: sql<number>`count(*)`,
        ok: countOf(statusesOf("ok")),
        failed: countOf(statusesOf("failed")),
        pending: countOf(statusesOf("pending")),
      })
      .from(patchEvents)
      .where(inArray(patchEvents.order_id, chunk))
      .groupBy(patchEvents.order_id),
  );
  return rows.map(({ newest: _, order_id, ...totals }) => ({ order_id: order_id!, ...totals }));
}
