import type { ReplayCall } from "../../../shared/models/replay.ts";
import { updateRunning } from "../../db/queries/replays.ts";
import type { Ports } from "../../ports/ports.ts";
import type { Advance, ReplayJob } from "../../ports/replay-runs.ts";
import { systemTimers as timers } from "../../ports/timers.ts";
import { type Done, firstReport, listedCalls } from "./report.ts";

/** The row is written that often at most, milliseconds. */
const everyMs = 500;

/**
 * Keeps the row of a running replay up as it goes: its spans, and in its report errors and calls. What comes while it was
 * written lately is written half a second after that, whether more comes or not. Who counts is not held up by it. It is
 * for who watches, so that it goes by real time, whatever that of the replay is.
 */
export function keepProgress(
  { db, log }: Pick<Ports, "db" | "log">,
  job: ReplayJob,
): { advance(more: Advance): void; end(): Promise<Done> } {
  const calls: ReplayCall[] = [];
  const over = new AbortController();
  let [spans, errors] = [0, 0];
  let writtenAt = timers.elapsed();
  let due = false;
  let writing: Promise<unknown> = Promise.resolve();

  async function keep(): Promise<void> {
    const left = writtenAt + everyMs - timers.elapsed();
    if (left > 0) await timers.wait(left, over.signal);
    due = false;
    if (over.signal.aborted) return;
    writtenAt = timers.elapsed();
    const report = { ...firstReport(job), errors, ...listedCalls(calls) };
    await updateRunning(db, job.replay_trace, { spans, report });
  }

  return {
    advance(more) {
      if (more.spans === 0 && !more.errors && !more.call) return;
      spans += more.spans;
      errors += more.errors ?? 0;
      if (more.call) calls.push(more.call);
      if (due) return;
      due = true;
      writing = writing
        .then(keep)
        .catch((error: unknown) =>
          log.error({ error: String(error) }, "a replay's progress was not written"),
        );
    },
    /** What was done, once nothing is being written any more. */
    async end() {
      over.abort();
      await writing;
      return { spans, errors, calls };
    },
  };
}
