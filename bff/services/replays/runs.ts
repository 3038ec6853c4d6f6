import type { Replay, ReplayAtWork } from "../../../shared/models/replay.ts";
import { ok, refuse } from "../../../shared/result.ts";
import { insertReplay } from "../../db/queries/replays.ts";
import type { Ports } from "../../ports/ports.ts";
import type { ReplayJob, ReplayRuns } from "../../ports/replay-runs.ts";
import { carryOut } from "./carry-out.ts";
import { createPlaces } from "./places.ts";
import { firstReport } from "./report.ts";

/** Replays that may be at work at once: each writes as fast as it may. */
const mostAtWork = 4;
/** And under way, those that wait for their moment or for their place with them: each holds some megabytes. */
const mostUnderWay = 20;

/** How often the end of a replay is tried again that could not be written, milliseconds. */
const againMs = 5000;

interface Running {
  job: ReplayJob;
  stop: AbortController;
  ended: Promise<Replay>;
}

/** See the port. */
export function createReplayRuns(
  ports: Pick<Ports, "clock" | "db" | "log" | "spans" | "timers">,
): ReplayRuns {
  const { clock, db, timers } = ports;
  const running = new Map<string, Running>();
  const places = createPlaces(mostAtWork);
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
      if (closing.signal.aborted || running.size >= mostUnderWay) return tooMany([...running.values()]);
      const id = job.replay_trace;
      const stop = new AbortController();
      const { signal } = stop;
      const begun = insertReplay(db, firstRow(job, clock.now()));
      const carried = async (replay: Replay): Promise<Replay> => {
        await places.enter(id, signal);
        return carryOut(ports, { job, replay, run, signal, later, atWork: (on) => places.atWork(id, on) });
      };
      // known before its row is: whoever finds the row finds the run
      const ended = begun.then(carried);
      running.set(id, { job, stop, ended });
      const over = (): void => {
        running.delete(id);
        places.leave(id);
      };
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
    waitsFor(replayTrace) {
      if (!places.isWaiting(replayTrace)) return null;
      return places.working().flatMap((id) => {
        const one = running.get(id);
        return one === undefined ? [] : [named(one.job)];
      });
    },
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

const named = ({ replay_trace, original_trace, mode, actor }: ReplayJob): ReplayAtWork => ({
  replay_trace,
  original_trace,
  mode,
  actor,
});

const tooMany = (under: readonly Running[]) => {
  const [longest] = under;
  const oldest =
    longest &&
    `, the longest of them ${longest.job.replay_trace}, of "${longest.job.original_trace}" by ${longest.job.actor}`;
  return refuse(
    "RATE_LIMITED",
    `${under.length} replays are under way, and ${mostUnderWay} may be${oldest ?? ""}: wait until one has ended, or stop one that nobody needs with POST /api/traces/replays/:replay_trace/abort (details.under_way has them all)`,
    { retry_after: 5, running: under.length, under_way: under.map(({ job }) => named(job)) },
  );
};
