import { sql } from "drizzle-orm";
import type { OperationLog } from "../../../shared/models/span.ts";
import type { Database } from "../../ports/database.ts";
import type { OperationLogRow } from "../schema.ts";
import { operationLogs } from "../schema.ts";

/** Rows read at once, a few milliseconds; between two reads others get their turn. */
const rowsAtOnce = 5000;

const columns = sql.raw(
  "id, span_id, parent_span_id, source, stage, operation, task_uuid, start_us, duration_ms, status",
);

type Values = [
  number,
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

/** All rows of a trace by start, without their details (`{}`), which may be megabytes each, and when they came. */
export async function rowsWithoutDetails({ orm }: Database, traceId: string): Promise<OperationLog[]> {
  const rows: OperationLog[] = [];
  const once = onceEach();
  let [start, last] = [Number.MIN_SAFE_INTEGER, 0];
  for (;;) {
    const found = await orm.values<Values>(sql`
      SELECT ${columns}
      FROM operation_logs WHERE trace_id = ${traceId} AND (start_us, id) > (${start}, ${last})
      ORDER BY start_us, id LIMIT ${rowsAtOnce}`);
    for (const one of found) rows.push(rowOf(traceId, one, once));
    if (found.length < rowsAtOnce) return rows;
    [start, last] = [rows.at(-1)!.start_us, rows.at(-1)!.id];
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

const nothing = {};

const rowOf = (
  trace_id: string,
  values: Values,
  once: (text: string) => string,
  details: Record<string, unknown> = nothing,
): OperationLog => ({
  id: values[0],
  timestamp: "",
  trace_id,
  span_id: values[1],
  parent_span_id: values[2] === null ? null : once(values[2]),
  source: once(values[3]),
  stage: once(values[4]),
  operation: once(values[5]),
  task_uuid: values[6] === null ? null : once(values[6]),
  start_us: values[7],
  duration_ms: values[8],
  status: values[9] === "error" ? "error" : "ok",
  details,
});

/**
 * These rows by id, without when they came. In place of details of more than `most` bytes `cut` says how many there are.
 */
export async function rowsUpTo(
  { orm }: Database,
  ids: readonly number[],
  most: number,
): Promise<Map<number, OperationLog>> {
  const found = await orm.values<[...Values, string, string | null, number]>(sql`
    SELECT ${columns}, trace_id,
      CASE WHEN octet_length(details) <= ${most} THEN details END, octet_length(details)
    FROM operation_logs WHERE id IN ${listOf(ids)}`);
  const once = onceEach();
  return new Map(
    found.map((row) => {
      const [trace_id, text, bytes] = [row[10], row[11], row[12]];
      const details = text === null ? { cut: bytes } : text === "{}" ? nothing : JSON.parse(text);
      return [row[0], rowOf(trace_id, row as unknown as Values, once, details)];
    }),
  );
}

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
