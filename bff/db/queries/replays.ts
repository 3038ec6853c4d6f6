import { and, count, desc, eq, isNotNull, lt, or } from "drizzle-orm";
import type { Replay, ReplayMode, ReplayReport, ReplayStatus } from "../../../shared/models/replay.ts";
import type { Database } from "../../ports/database.ts";
import { operationLogs, patchEvents, type ReplayRow, replays } from "../schema.ts";

/** A row as the contract has it. */
export const toReplay = (row: ReplayRow): Replay => ({
  ...row,
  report: JSON.parse(row.report) as ReplayReport,
});

export async function insertReplay({ orm }: Database, replay: Omit<Replay, "id">): Promise<Replay> {
  const row = { ...replay, report: JSON.stringify(replay.report) };
  const [stored] = await orm.insert(replays).values(row).returning();
  return toReplay(stored!);
}

type Change = Partial<Pick<Replay, "status" | "spans" | "duration_ms" | "finished_at" | "report">>;

/** Changes a replay that is running; undefined where it is over. */
export async function updateRunning(
  { orm }: Database,
  replayTrace: string,
  { report, ...change }: Change,
): Promise<Replay | undefined> {
  const [row] = await orm
    .update(replays)
    .set({ ...change, ...(report && { report: JSON.stringify(report) }) })
    .where(and(eq(replays.replay_trace, replayTrace), eq(replays.status, "running")))
    .returning();
  return row && toReplay(row);
}

export async function replayOf({ orm }: Database, replayTrace: string): Promise<Replay | undefined> {
  const [row] = await orm.select().from(replays).where(eq(replays.replay_trace, replayTrace)).limit(1);
  return row && toReplay(row);
}

export async function runningReplays({ orm }: Database): Promise<Replay[]> {
  return (await orm.select().from(replays).where(eq(replays.status, "running"))).map(toReplay);
}

export interface ReplayFilter {
  /** the original, or the replay's own */
  trace_id?: string | undefined;
  mode?: ReplayMode | undefined;
  status?: ReplayStatus | undefined;
  /** only those with a lower id */
  before?: number | undefined;
}

/** Newest first. */
export async function replayPage(
  { orm }: Database,
  { trace_id, mode, status, before }: ReplayFilter,
  limit: number,
): Promise<Replay[]> {
  const rows = await orm
    .select()
    .from(replays)
    .where(
      and(
        trace_id === undefined
          ? undefined
          : or(eq(replays.original_trace, trace_id), eq(replays.replay_trace, trace_id)),
        mode === undefined ? undefined : eq(replays.mode, mode),
        status === undefined ? undefined : eq(replays.status, status),
        before === undefined ? undefined : lt(replays.id, before),
      ),
    )
    .orderBy(desc(replays.id))
    .limit(limit);
  return rows.map(toReplay);
}

/** Where the root of a replay begins; undefined where it was not written any more. */
export async function rootOfReplay(
  { orm }: Database,
  replayTrace: string,
): Promise<{ span_id: string; start_us: number } | undefined> {
  const [row] = await orm
    .select({ span_id: operationLogs.span_id, start_us: operationLogs.start_us })
    .from(operationLogs)
    .where(and(eq(operationLogs.trace_id, replayTrace), eq(operationLogs.stage, "replay_start")))
    .orderBy(operationLogs.start_us)
    .limit(1);
  return row?.span_id == null ? undefined : { span_id: row.span_id, start_us: row.start_us };
}

/** How many patches of this trace were written; one that was refused has left no diff. */
export async function patchesOfTrace({ orm }: Database, traceId: string): Promise<number> {
  const [row] = await orm
    .select({ n: count() })
    .from(patchEvents)
    .where(and(eq(patchEvents.trace_id, traceId), isNotNull(patchEvents.diff_path)));
  return row?.n ?? 0;
}
