import type { Replay } from "../../../shared/models/replay.ts";
import { ok, refuse } from "../../../shared/result.ts";
import { insertReplay } from "../../db/queries/replays.ts";
import type { Ports } from "../../ports/ports.ts";
import type { ReplayJob, ReplayRuns } from "../../ports/replay-runs.ts";
import { carryOut } from "./carry-out.ts";
import { firstReport } from "./report.ts";

/** Replays that may be under way at once: each writes as fast as it may. */
export const mostAtOnce = 4;

/** How often the end of a replay is tried again that could not be written, milliseconds. */
const againMs = 5000;

interface Running {
  stop: AbortController;
  ended: Promise<Replay>;
}

/** See the port. */
export function createReplayRuns(
  ports: Pick<Ports, "clock" | "db" | "log" | "spans" | "timers">,
): ReplayRuns {
  const { clock, db, timers } = ports;
  const running = new Map<string, Running>();
  const closing = new AbortController();

  /** The disk may have room again. Where the server stops before that, its next start ends what is left. */
  async function later(write: () => Promise<unknown>): Promise<void> {
    for (let written = false; !written; ) {
      await timers.wait(againMs, closing.signal);
      if (closing.signal.aborted) return;
      written = await write().then(
        () => true,
        () => false,
      );
    }
  }

  return {
    async start(job, run) {
      if (closing.signal.aborted || running.size >= mostAtOnce) return tooMany(running.size);
      const stop = new AbortController();
      const begun = insertReplay(db, firstRow(job, clock.now()));
      // known before its row is: whoever finds the row finds the run
      const ended = begun.then((replay) => carryOut(ports, { job, replay, run, signal: stop.signal, later }));
      running.set(job.replay_trace, { stop, ended });
      const over = (): void => void running.delete(job.replay_trace);
      ended.then(over, over);
      return ok({ replay: await begun, ended });
    },
    async abort(replayTrace, reason) {
      const one = running.get(replayTrace);
      if (one === undefined) return null;
      one.stop.abort(reason);
      return one.ended;
    },
    isRunning: (replayTrace) => running.has(replayTrace),
    async close() {
      closing.abort();
      for (const { stop } of running.values()) stop.abort(serverStopped);
      await Promise.allSettled([...running.values()].map(({ ended }) => ended));
    },
  };
}

const firstRow = (job: ReplayJob, nowMs: number): Omit<Replay, "id"> => ({
  original_trace: job.original_trace,
  replay_trace: job.replay_trace,
  mode: job.mode,
  actor: job.actor,
  status: "running",
  spans: 0,
  duration_ms: null,
  started_at: new Date(nowMs).toISOString(),
  finished_at: null,
  report: firstReport(job),
});

/** Why a replay was aborted that nobody aborted. */
export const serverStopped = "the server stopped while it was under way";

const tooMany = (count: number) =>
  refuse(
    "RATE_LIMITED",
    `${count} replays are under way, and ${mostAtOnce} may be at once: wait until one has ended, or abort one (GET /api/traces/replays?status=running lists them)`,
    { retry_after: 5, running: count },
  );
