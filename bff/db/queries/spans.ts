import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { type OperationLogRow, operationLogs, type TraceSummaryRow, traceSummaries } from "../schema.ts";
import { inChunks } from "./chunks.ts";

/** The highest id that a log row has had, 0 where there was none. */
export async function lastLogId({ orm }: Database): Promise<number> {
  // the sequence table also remembers numbers whose rows are gone
  const rows = await orm.values<[number]>(sql`SELECT seq FROM sqlite_sequence WHERE name = 'operation_logs'`);
  return rows[0]?.[0] ?? 0;
}

export const summariesOf = ({ orm }: Database, traceIds: readonly string[]): Promise<TraceSummaryRow[]> =>
  inChunks(traceIds, (chunk) =>
    orm.select().from(traceSummaries).where(inArray(traceSummaries.trace_id, chunk)),
  );

/** Rows of a trace that began at any of these moments. */
export const rowsStartingAt = (
  { orm }: Database,
  traceId: string,
  startUs: readonly number[],
): Promise<OperationLogRow[]> =>
  inChunks(startUs, (chunk) =>
    orm
      .select()
      .from(operationLogs)
      .where(and(eq(operationLogs.trace_id, traceId), inArray(operationLogs.start_us, chunk))),
  );
