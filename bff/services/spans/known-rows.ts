import { rowsStartingAt } from "../../db/queries/spans.ts";
import type { Database } from "../../ports/database.ts";
import { isSame, type NewRow } from "./new-row.ts";
import { mayHaveBegun, type TraceState } from "./trace-state.ts";

/**
 * The rows that are neither in the store nor twice among themselves. Only those that began when another
 * of their trace did are looked for there, by the index they have anyway, so that the usual case costs nothing.
 */
export async function withoutKnown(
  db: Database,
  rows: readonly NewRow[],
  states: ReadonlyMap<string, TraceState>,
): Promise<NewRow[]> {
  const known = createKnown();
  for (const [traceId, starts] of startsOfKnownTraces(rows, states))
    for (const { details: text, ...log } of await rowsStartingAt(db, traceId, [...starts]))
      known.add({ log, text });
  return rows.filter((row) => {
    if (row.log.span_id === null) return true;
    if (known.has(row)) return false;
    known.add(row);
    return true;
  });
}

function startsOfKnownTraces(
  rows: readonly NewRow[],
  states: ReadonlyMap<string, TraceState>,
): Map<string, Set<number>> {
  const starts = new Map<string, Set<number>>();
  let state: TraceState | undefined;
  for (const { log } of rows) {
    if (log.span_id === null) continue;
    if (state?.row.trace_id !== log.trace_id) state = states.get(log.trace_id)!;
    if (!mayHaveBegun(state, log.start_us)) continue;
    const known = starts.get(log.trace_id);
    if (known === undefined) starts.set(log.trace_id, new Set([log.start_us]));
    else known.add(log.start_us);
  }
  return starts;
}

/** Rows with span ids, to find out whether one says the same. */
function createKnown(): { add(row: NewRow): void; has(row: NewRow): boolean } {
  // hardly ever do two have one id
  const first = new Map<string, NewRow>();
  const more = new Map<string, NewRow[]>();
  return {
    add(row) {
      const id = row.log.span_id;
      if (id === null) return;
      if (!first.has(id)) {
        first.set(id, row);
        return;
      }
      const others = more.get(id);
      if (others === undefined) more.set(id, [row]);
      else others.push(row);
    },
    has(row) {
      const id = row.log.span_id!;
      const one = first.get(id);
      if (one === undefined) return false;
      return isSame(row, one) || (more.get(id)?.some((other) => isSame(row, other)) ?? false);
    },
  };
}
