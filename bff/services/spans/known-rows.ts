import type { OperationLog } from "../../../shared/models/span.ts";
import { rowsStartingAt } from "../../db/queries/spans.ts";
import type { Database } from "../../ports/database.ts";
import { isSame, type NewRow } from "./new-row.ts";
import type { TraceState } from "./trace-state.ts";

/**
 * The rows that are neither in the store nor twice among themselves. Only traces that the store knows are looked at
 * there, by the index they have anyway, so that the usual case costs nothing.
 */
export async function withoutKnown(
  db: Database,
  rows: readonly NewRow[],
  states: ReadonlyMap<string, TraceState>,
): Promise<NewRow[]> {
  const byId = new Map<string, NewRow[]>();
  for (const [traceId, starts] of startsOfKnownTraces(rows, states))
    for (const { details: text, ...row } of await rowsStartingAt(db, traceId, [...starts]))
      if (row.span_id !== null) remember(byId, { log: { ...row, details: {} } satisfies OperationLog, text });
  return rows.filter((row) => {
    const { span_id } = row.log;
    if (span_id === null) return true;
    if (byId.get(span_id)?.some((other) => isSame(row, other))) return false;
    remember(byId, row);
    return true;
  });
}

function startsOfKnownTraces(
  rows: readonly NewRow[],
  states: ReadonlyMap<string, TraceState>,
): Map<string, Set<number>> {
  const starts = new Map<string, Set<number>>();
  for (const { log } of rows) {
    if (log.span_id === null || !states.get(log.trace_id)!.stored) continue;
    const known = starts.get(log.trace_id);
    if (known === undefined) starts.set(log.trace_id, new Set([log.start_us]));
    else known.add(log.start_us);
  }
  return starts;
}

function remember(byId: Map<string, NewRow[]>, row: NewRow): void {
  const others = byId.get(row.log.span_id!);
  if (others === undefined) byId.set(row.log.span_id!, [row]);
  else others.push(row);
}
