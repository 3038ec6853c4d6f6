import type { Replay } from "../../../shared/models/replay.ts";
import { ok, refuse } from "../../../shared/result.ts";
import { insertReplay } from "../../db/queries/replays.ts";
import type { Ports } from "../../ports/ports.ts";
import type { ReplayJob, ReplayRun, ReplayRuns } from "../../ports/replay-runs.ts";
import { carryOut } from "./carry-out.ts";
import { firstReport } from "./report.ts";

/** Replays that may be under way at once: each writes as fast as it may. */
export const mostAtOnce = 4;

interface Running {
  stop: AbortController;
  ended: Promise<Replay>;
}

/** See the port. */
export function createReplayRuns(
  ports: Pick<Ports, "clock" | "db" | "log" | "spans" | "timers">,
): ReplayRuns {
  const { clock, db } = ports;
  const running = new Map<string, Running>();
  let beginning = 0;
  let closed = false;

  async function begin(job: ReplayJob, run: ReplayRun): Promise<{ replay: Replay; ended: Promise<Replay> }> {
    const { original_trace, replay_trace, mode, actor } = job;
    const begun = clock.now();
    const replay = await insertReplay(db, {
      original_trace,
      replay_trace,
      mode,
      actor,
      status: "running",
      spans: 0,
      duration_ms: null,
      started_at: new Date(begun).toISOString(),
      finished_at: null,
      report: firstReport(job),
    });
    const stop = new AbortController();
    const ended = carryOut(ports, { job, replay, run, signal: stop.signal });
    running.set(replay_trace, { stop, ended });
    void ended.then(() => running.delete(replay_trace));
    if (closed) stop.abort(serverStopped);
    return { replay, ended };
  }

  return {
    async start(job, run) {
      if (closed || running.size + beginning >= mostAtOnce) return tooMany(running.size + beginning);
      beginning += 1;
      try {
        return ok(await begin(job, run));
      } finally {
        beginning -= 1;
      }
    },
    async abort(replayTrace, reason) {
      const one = running.get(replayTrace);
      if (one === undefined) return null;
      one.stop.abort(reason);
      return one.ended;
    },
    isRunning: (replayTrace) => running.has(replayTrace),
    async close() {
      closed = true;
      for (const { stop } of running.values()) stop.abort(serverStopped);
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}

/** Why a replay was aborted that nobody aborted. */
export const serverStopped = "the server stopped while it was under way";

const tooMany = (count: number) =>
  refuse(
    "RATE_LIMITED",
    `${count} replays are under way, and ${mostAtOnce} may be at once: wait until one has ended, or abort one (GET /api/traces/replays?status=running lists them)`,
    { retry_after: 5, running: count },
  );
