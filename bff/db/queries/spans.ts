import { sql } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { prepared } from "../prepared.ts";
import { type OperationLogRow, operationLogs, type TraceSummaryRow, traceSummaries } from "../schema.ts";

/** The highest id that a log row has had, 0 where there was none. */
export async function lastLogId({ orm }: Database): Promise<number> {
  // the sequence table also remembers numbers whose rows are gone
  const rows = await orm.values<[number]>(sql`SELECT seq FROM sqlite_sequence WHERE name = 'operation_logs'`);
  return rows[0]?.[0] ?? 0;
}

const summariesById = prepared((orm) =>
  orm
    .select()
    .from(traceSummaries)
    .where(sql`${traceSummaries.trace_id} IN (SELECT value FROM json_each(${sql.placeholder("ids")}))`)
    .prepare(),
);

export const summariesOf = (db: Database, traceIds: readonly string[]): Promise<TraceSummaryRow[]> =>
  summariesById(db).all({ ids: JSON.stringify(traceIds) });

const rowsByStart = prepared((orm) =>
  orm
    .select()
    .from(operationLogs)
    .where(
      sql`${operationLogs.trace_id} = ${sql.placeholder("trace")}
        AND ${operationLogs.start_us} IN (SELECT value FROM json_each(${sql.placeholder("starts")}))`,
    )
    .prepare(),
);

/** Rows of a trace that began at any of these moments. */
export const rowsStartingAt = (
  db: Database,
  traceId: string,
  startUs: readonly number[],
): Promise<OperationLogRow[]> => rowsByStart(db).all({ trace: traceId, starts: JSON.stringify(startUs) });
