import type { Replay, ReplayStatus } from "../../../shared/models/replay.ts";
import { replayOf, updateRunning } from "../../db/queries/replays.ts";
import type { Ports } from "../../ports/ports.ts";
import type { ReplayJob, ReplayOutcome, ReplayRun, RunTools } from "../../ports/replay-runs.ts";
import { keepProgress } from "./progress.ts";
import { createRecorder, RecordingFailed } from "./recorder.ts";
import { reportOf } from "./report.ts";

/**
 * One replay from its first row to its last: runs it, ends its root, and says in `replays` what came of it. Never
 * rejects: where its end cannot be written either, that is logged, and `later` is to write it.
 */
export async function carryOut(
  ports: Pick<Ports, "clock" | "db" | "log" | "spans" | "timers">,
  {
    job,
    replay,
    run,
    signal,
    later,
    atWork,
  }: {
    job: ReplayJob;
    replay: Replay;
    run: ReplayRun;
    signal: AbortSignal;
    later(write: () => Promise<unknown>): void;
    atWork: RunTools["atWork"];
  },
): Promise<Replay> {
  const { clock, db, log } = ports;
  const begun = performance.now();
  const recorder = createRecorder(ports, job);
  const progress = keepProgress(ports, job);
  let outcome: ReplayOutcome | null = null;
  let broke: unknown;
  try {
    outcome = await run({ recorder, signal, advance: progress.advance, atWork });
  } catch (error) {
    broke = error;
    log.error({ error: inFull(error), replay: job.replay_trace }, "a replay broke off");
  }
  const done = await progress.end();
  const came = outcome ?? { end_us: recorder.latest() };
  const aborted = signal.aborted ? String(signal.reason) : undefined;
  const reason = aborted ?? (outcome === null ? `it broke off: ${wordsOf(broke)}` : outcome.reason);
  const status: ReplayStatus =
    aborted !== undefined ? "aborted" : reason === undefined ? "completed" : "failed";
  const report = reportOf(job, done, came, came.end_us - (recorder.begun() ?? came.end_us), reason);
  const change = {
    status,
    spans: done.spans,
    duration_ms: Math.round((performance.now() - begun) * 1000) / 1000,
    finished_at: new Date(clock.now()).toISOString(),
    report,
  };
  let rootEnded = recorder.begun() === null;
  async function writeEnd(): Promise<Replay | undefined> {
    if (!rootEnded) {
      if (aborted === undefined) await recorder.complete(came.end_us, reason);
      else await recorder.abort(came.end_us, aborted);
      rootEnded = true;
    }
    return updateRunning(db, job.replay_trace, change);
  }
  try {
    return (await writeEnd()) ?? { ...replay, ...change };
  } catch (error) {
    log.error({ error: inFull(error), replay: job.replay_trace }, "the end of a replay was not written");
    later(async () => {
      // somebody may have aborted it meanwhile
      if ((await replayOf(db, job.replay_trace))?.status === "running") await writeEnd();
    });
    return { ...replay, ...change };
  }
}

const inFull = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** What may be told outside: our own words, nothing of the database's or the runtime's. */
const wordsOf = (error: unknown): string =>
  error instanceof RecordingFailed ? error.message : "the server's log says why";
