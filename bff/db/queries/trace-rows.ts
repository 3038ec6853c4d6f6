import { sql } from "drizzle-orm";
import type { OperationLog } from "../../../shared/models/span.ts";
import type { Database } from "../../ports/database.ts";
import type { OperationLogRow } from "../schema.ts";
import { operationLogs } from "../schema.ts";

/** Rows read at once, a few milliseconds; between two reads others get their turn. */
const rowsAtOnce = 5000;

type Values = [
  number,
  string,
  string | null,
  string | null,
  string,
  string,
  string,
  string | null,
  number,
  number | null,
  "ok" | "error",
];

/** All rows of a trace by start, without their details (`{}`), which may be megabytes each. */
export async function rowsWithoutDetails({ orm }: Database, traceId: string): Promise<OperationLog[]> {
  const rows: OperationLog[] = [];
  const once = onceEach();
  let [start, last] = [Number.MIN_SAFE_INTEGER, 0];
  for (;;) {
    const found = await orm.values<Values>(sql`
      SELECT id, timestamp, span_id, parent_span_id, source, stage, operation, task_uuid, start_us, duration_ms, status
      FROM operation_logs WHERE trace_id = ${traceId} AND (start_us, id) > (${start}, ${last})
      ORDER BY start_us, id LIMIT ${rowsAtOnce}`);
    for (const one of found) rows.push(rowOf(traceId, one, once));
    if (found.length < rowsAtOnce) return rows;
    [start, last] = [rows.at(-1)!.start_us, rows.at(-1)!.id];
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

const nothing = {};

const rowOf = (trace_id: string, values: Values, once: (text: string) => string): OperationLog => ({
  id: values[0],
  timestamp: values[1],
  trace_id,
  span_id: values[2],
  parent_span_id: values[3] === null ? null : once(values[3]),
  source: once(values[4]),
  stage: once(values[5]),
  operation: once(values[6]),
  task_uuid: values[7] === null ? null : once(values[7]),
  start_us: values[8],
  duration_ms: values[9],
  status: values[10] === "error" ? "error" : "ok",
  details: nothing,
});

/** The same text as one string: the database makes a new one for each row, and a trace says few things many times. */
function onceEach(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const held = known.get(text);
    if (held !== undefined) return held;
    known.set(text, text);
    return text;
  };
}

/** Bytes of the details of each of these rows, by id. */
export async function detailSizes({ orm }: Database, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await orm.values<[number, number]>(
    sql`SELECT id, octet_length(details) FROM operation_logs WHERE id IN ${listOf(ids)}`,
  );
  return new Map(rows);
}

/** Details of each of these rows as JSON, by id. */
export async function detailsOf({ orm }: Database, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await orm.values<[number, string]>(
    sql`SELECT id, details FROM operation_logs WHERE id IN ${listOf(ids)}`,
  );
  return new Map(rows);
}

/** The same; null for those of more than `most` bytes. */
export async function detailsUpTo(
  { orm }: Database,
  ids: readonly number[],
  most: number,
): Promise<Map<number, string | null>> {
  const rows = await orm.values<[number, string | null]>(
    sql`SELECT id, CASE WHEN octet_length(details) <= ${most} THEN details END
        FROM operation_logs WHERE id IN ${listOf(ids)}`,
  );
  return new Map(rows);
}

/** Bytes of all details of a trace. */
export async function detailBytes({ orm }: Database, traceId: string): Promise<number> {
  const [row] = await orm.values<[number | null]>(
    sql`SELECT SUM(octet_length(details)) FROM operation_logs WHERE trace_id = ${traceId}`,
  );
  return row?.[0] ?? 0;
}

export const rowsById = ({ orm }: Database, ids: readonly number[]): PromiseLike<OperationLogRow[]> =>
  orm
    .select()
    .from(operationLogs)
    .where(sql`${operationLogs.id} IN ${listOf(ids)}`)
    .orderBy(operationLogs.start_us, operationLogs.id);

/** As one bound value, since a statement binds at most 100. */
const listOf = (ids: readonly number[]) => sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
