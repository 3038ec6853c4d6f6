// Replays: one service an operation, named as in `shared/operations/replays.ts`.
import type { Replay } from "../../shared/models/replay.ts";
import type { replayOperations } from "../../shared/operations/replays.ts";
import { ok, type Refusal, refuse } from "../../shared/result.ts";
import { mayUse } from "../../shared/roles.ts";
import { patchesOfTrace, replayOf, replayPage } from "../db/queries/replays.ts";
import type { ServicesOf } from "../operations/service.ts";
import { nameOf } from "../ports/caller.ts";
import type { Ports } from "../ports/ports.ts";
import type { ReplayJob, ReplayRun } from "../ports/replay-runs.ts";
import { newTraceId } from "../ports/trace-context.ts";
import { dryRun } from "./replays/dry-run.ts";
import { abortLeft } from "./replays/left-over.ts";
import { livePlanOf, prepareLive } from "./replays/live-prepare.ts";
import { liveRun } from "./replays/live-run.ts";
import { traceToReplay } from "./replays/trace-to-replay.ts";

export { compareTraces } from "./traces/compare.ts";

type Services = Omit<ServicesOf<typeof replayOperations>, "compareTraces">;

export const replayTrace: Services["replayTrace"] = async (ports, input, caller) => {
  const { trace_id, mode, pace, speed, timeout_ms, wait } = input;
  if (mode === "live" && !mayUse(caller.identity?.role ?? "viewer", "reviewer"))
    return refuse(
      "FORBIDDEN",
      `a live replay has factories do something and needs the role "reviewer"; "${nameOf(caller)}" may start a dry run: send mode "dry-run"`,
      { needs: "reviewer", has: caller.identity?.role ?? null },
    );
  const found = await traceToReplay(ports, trace_id);
  if (!found.ok) return found;
  const live = mode === "live" ? await prepareLive(ports, trace_id) : null;
  if (live?.ok === false) return live;
  if (live === null && (await patchesOfTrace(ports.db, trace_id)) > 0 && !(await ports.workspace.ready()))
    return refuse(
      "WORKSPACE_UNAVAILABLE",
      "the trace has patches, and the workspace in whose records they are is not there: /readyz says what is missing",
    );
  const job: ReplayJob = {
    original_trace: trace_id,
    replay_trace: newTraceId(),
    mode,
    pace,
    speed: pace === "faster" ? speed : 1,
    actor: nameOf(caller),
    of: found.spans,
    original_us: found.duration_us,
  };
  const run: ReplayRun =
    live === null
      ? (tools) => dryRun(ports, job, tools)
      : liveRun(ports, job, { ...live, timeoutMs: timeout_ms });
  const started = await ports.replays.start(job, run);
  if (!started.ok) return started;
  const replay = wait ? await started.ended : asItStands(ports, started.replay);
  const { replay_trace: new_trace, status, spans, duration_ms } = replay;
  return ok({ new_trace, status, spans, duration_ms, replay });
};

export const planReplay: Services["planReplay"] = async (ports, { trace_id }) => {
  const found = await traceToReplay(ports, trace_id);
  if (!found.ok) return found;
  const patches = await patchesOfTrace(ports.db, trace_id);
  const { spans, duration_us } = found;
  const live = await livePlanOf(ports, trace_id);
  if (!live.ok) return live;
  const { factories, skipped } = live.plan;
  return ok({ plan: { spans, duration_us, patches, factories, skipped } });
};

export const listReplays: Services["listReplays"] = async (ports, { limit, cursor, ...filter }) => {
  const found = await replayPage(ports.db, { ...filter, before: cursor }, limit + 1);
  const replays = found.slice(0, limit).map((replay) => asItStands(ports, replay));
  return ok({ replays, next: found.length > limit ? replays.at(-1)!.id : null });
};

export const getReplay: Services["getReplay"] = async (ports, { replay_trace }) => {
  const replay = await replayOf(ports.db, replay_trace);
  return replay === undefined ? unknownReplay(replay_trace) : ok({ replay: asItStands(ports, replay) });
};

/** With those for whose place it waits, which is no matter of the store. */
function asItStands({ replays }: Pick<Ports, "replays">, replay: Replay): Replay {
  const waits_for = replays.waitsFor(replay.replay_trace);
  return waits_for === null ? replay : { ...replay, waits_for };
}

export const abortReplay: Services["abortReplay"] = async (ports, { replay_trace }, caller) => {
  const reason = `aborted by ${nameOf(caller)}`;
  const stopped = await ports.replays.abort(replay_trace, reason);
  const found = stopped ?? (await replayOf(ports.db, replay_trace));
  if (found === undefined) return unknownReplay(replay_trace);
  // it says that it is running, and nobody runs it: its server could not write its end
  const replay = found.status === "running" ? await abortLeft(ports, found, reason) : stopped;
  return replay?.status === "aborted" ? ok({ replay }) : replayOver(replay ?? found);
};

const unknownReplay = (replayTrace: string): Refusal =>
  refuse(
    "REPLAY_NOT_FOUND",
    `no replay has the trace id "${replayTrace}": GET /api/traces/replays lists those there are, each with its replay_trace`,
    { replay_trace: replayTrace },
  );

const replayOver = ({ replay_trace, status, finished_at }: Replay): Refusal =>
  refuse(
    "REPLAY_OVER",
    `the replay ${replay_trace} is over: it is ${status}${finished_at === null ? "" : ` since ${finished_at}`}, and there is nothing to stop`,
    { replay_trace, status, finished_at },
  );
