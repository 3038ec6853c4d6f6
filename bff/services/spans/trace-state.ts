import { rowKey } from "../../../shared/trace/row-key.ts";
import { closesSpan, opensSpan } from "../../../shared/trace/stage-pair.ts";
import type { TraceSummaryRow } from "../../db/schema.ts";
import type { LogHead } from "../../ports/live-spans.ts";

const mostSources = 200;
/** Traces are of some tens of rows, most of them. */
const mostStarts = 64;

/** A trace as its summary has it, and which of its spans are open, as far as this process saw them begin. */
export interface TraceState {
  row: Omit<TraceSummaryRow, "sources">;
  sources: string[];
  openKeys: Map<string, number>;
  /** the store has rows of it */
  stored: boolean;
  /** when each of its rows began, microseconds; null: not all of them are known, or they are too many to keep */
  starts: number[] | null;
}

export const newState = (log: LogHead): TraceState => ({
  row: {
    trace_id: log.trace_id,
    operation: log.operation,
    source: log.source,
    root_us: null,
    rows: 0,
    spans: 0,
    open: 0,
    replay: 0,
    errors: 0,
    start_us: Number.MAX_SAFE_INTEGER,
    end_us: 0,
    updated_at: "",
  },
  sources: [],
  openKeys: new Map(),
  stored: false,
  starts: [],
});

export const stateOf = ({ sources, ...row }: TraceSummaryRow): TraceState => ({
  row,
  sources: JSON.parse(sources) as string[],
  openKeys: new Map(),
  stored: true,
  starts: null,
});

/** Whether the store may have a row of the trace that began then. */
export const mayHaveBegun = ({ stored, starts }: TraceState, startUs: number): boolean =>
  stored && (starts === null || starts.includes(startUs));

/** What a row is to the counts: it begins a span, ends something, or remarks on one that is open. */
export type Part = "begin" | "end" | "remark";

/** Takes one more row into the state, and says what it was. */
export function takeIn(state: TraceState, log: LogHead): Part {
  const { row, sources, openKeys } = state;
  if (state.starts !== null && state.starts.push(log.start_us) > mostStarts) state.starts = null;
  name(row, log);
  row.rows += 1;
  if (log.status === "error") row.errors += 1;
  if (log.start_us < row.start_us) row.start_us = log.start_us;
  // what closes a span is logged at its end, and its length lies behind it
  const ahead = closesSpan(log.stage) && row.open > 0 ? 0 : (log.duration_ms ?? 0);
  const end = log.start_us + Math.max(0, Math.round(ahead * 1000));
  if (end > row.end_us) row.end_us = end;
  if (log.stage.startsWith("replay_")) row.replay = endsReplay(log) ? 2 : Math.max(1, row.replay);
  if (sources.length < mostSources && !sources.includes(log.source)) sources.push(log.source);

  if (log.duration_ms === null && opensSpan(log.stage)) {
    row.open += 1;
    const key = rowKey(log);
    openKeys.set(key, (openKeys.get(key) ?? 0) + 1);
    return "begin";
  }
  if (row.open > 0) {
    const key = rowKey(log);
    const opened = openKeys.get(key) ?? 0;
    if (closesSpan(log.stage)) {
      if (opened > 1) openKeys.set(key, opened - 1);
      else openKeys.delete(key);
      // one that began before this process did is not among the keys
      row.open -= 1;
    } else if (opened > 0 && log.duration_ms === null) return "remark";
  }
  row.spans += 1;
  return "end";
}

/** Its bracket has ended: what it left open below does not go on. */
const endsReplay = ({ stage, source }: LogHead): boolean =>
  source === "mission-control" && (stage === "replay_complete" || stage === "replay_abort");

/** The trace is called after its earliest root, or as long as there is none, after its earliest row. */
function name(row: TraceState["row"], log: LogHead): void {
  const isRoot = log.parent_span_id === null;
  const earlier = log.start_us < (row.root_us ?? (isRoot ? Number.MAX_SAFE_INTEGER : row.start_us));
  if (!earlier || (row.root_us !== null && !isRoot)) return;
  row.operation = log.operation;
  row.source = log.source;
  if (isRoot) row.root_us = log.start_us;
}
