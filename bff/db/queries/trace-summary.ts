import { eq } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { type TraceSummaryRow, traceSummaries } from "../schema.ts";

export async function summaryOf({ orm }: Database, traceId: string): Promise<TraceSummaryRow | undefined> {
  return (await orm.select().from(traceSummaries).where(eq(traceSummaries.trace_id, traceId)).limit(1))[0];
}
