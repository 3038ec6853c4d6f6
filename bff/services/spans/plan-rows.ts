import type { Database, Statement } from "../../ports/database.ts";
import type { LogHead } from "../../ports/live-spans.ts";
import { withoutKnown } from "./known-rows.ts";
import type { NewRow } from "./new-row.ts";
import { createRollup } from "./rollup.ts";
import { type TraceState, takeIn } from "./trace-state.ts";
import type { TraceStates } from "./trace-states.ts";
import { logStatements, summaryStatements } from "./write-rows.ts";

/** What one transaction of the span log writes: the rows that are new, with their ids, and what is counted of them. */
export interface PlannedRows {
  statements: Statement[];
  stored: NewRow[];
  lastId: number;
}

/** Plans one transaction. Nothing else may write these tables between this and its commit. */
export async function planRows(
  db: Database,
  states: TraceStates,
  rows: readonly NewRow[],
  { lastId, nowMs }: { lastId: number; nowMs: number },
): Promise<PlannedRows> {
  const of = await states.of(rows);
  const stored = await withoutKnown(db, rows, of);
  const rollup = createRollup();
  const touched = new Set<TraceState>();
  let id = lastId;
  let state: TraceState | undefined;
  for (const { log } of stored) {
    id += 1;
    log.id = id;
    // rows that come together are of few traces
    if (state?.row.trace_id !== log.trace_id) state = of.get(log.trace_id)!;
    if (takeIn(state, log) === "end" && isWork(log)) rollup.add(log);
    touched.add(state);
  }
  const statements = logStatements(stored);
  const heardAt = new Date(nowMs).toISOString();
  for (const state of touched) {
    state.row.updated_at = heardAt;
    state.stored = true;
  }
  statements.push(...summaryStatements([...touched]), ...rollup.statements());
  return { statements, stored, lastId: id };
}

/** A replay repeats what was counted when it was done; what a factory logs below it in its own name counts. */
const isWork = ({ stage }: LogHead): boolean => !stage.startsWith("replay_");
