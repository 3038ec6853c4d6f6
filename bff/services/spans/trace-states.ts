import { summariesOf } from "../../db/queries/spans.ts";
import type { Database } from "../../ports/database.ts";
import type { NewRow } from "./new-row.ts";
import { newState, stateOf, type TraceState } from "./trace-state.ts";

/** Traces at work: what is written of them is known without asking the store. */
const mostKept = 5000;

export interface TraceStates {
  /** The state of every trace that one of the rows is of. */
  of(rows: readonly NewRow[]): Promise<Map<string, TraceState>>;
  /** Forgets all: the store is asked again. */
  clear(): void;
}

/** Right as long as nobody else writes the summaries. */
export function createTraceStates(db: Database): TraceStates {
  const kept = new Map<string, TraceState>();
  return {
    async of(rows) {
      const found = new Map<string, TraceState>();
      const missing = new Map<string, NewRow>();
      let last: string | null = null;
      for (const row of rows) {
        const { trace_id } = row.log;
        if (trace_id === last) continue;
        last = trace_id;
        if (found.has(trace_id) || missing.has(trace_id)) continue;
        const known = kept.get(trace_id);
        if (known === undefined) missing.set(trace_id, row);
        else found.set(trace_id, known);
      }
      for (const summary of missing.size > 0 ? await summariesOf(db, [...missing.keys()]) : []) {
        found.set(summary.trace_id, stateOf(summary));
        missing.delete(summary.trace_id);
      }
      for (const [traceId, row] of missing) found.set(traceId, newState(row.log));
      for (const [traceId, state] of found) {
        kept.delete(traceId);
        kept.set(traceId, state);
      }
      for (const traceId of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(traceId);
      }
      return found;
    },
    clear: () => kept.clear(),
  };
}
