import type { RepeatedRow } from "../../../shared/trace/replay/repeat-spans.ts";
import type { TimeLine } from "../../../shared/trace/replay/time-line.ts";
import type { Ports } from "../../ports/ports.ts";
import type { RunTools } from "../../ports/replay-runs.ts";
import { longWaitMs } from "./places.ts";

/** Rows that are written at once: few enough to hold nobody up. */
const rowsAtOnce = 500;
/** What is due within so many milliseconds is written together: each write waits for the disk. */
const togetherMs = 10;

/**
 * Writes rows, ascending by time, each when its moment on the time line has come and ten milliseconds later at most.
 * Stops where the run is aborted, at once where it waits.
 */
export function createPacer(
  { timers }: Pick<Ports, "timers">,
  line: TimeLine,
  { recorder, signal, advance, atWork }: RunTools,
): (rows: readonly RepeatedRow[]) => Promise<void> {
  // the clock on the wall may be set while it runs
  const begun = timers.elapsed();
  return async (rows) => {
    let waiting: RepeatedRow[] = [];
    const flush = async (): Promise<void> => {
      if (waiting.length === 0) return;
      const written = waiting;
      waiting = [];
      await recorder.write(written.map(({ event }) => event));
      const ended = written.filter(({ ends }) => ends);
      advance({
        spans: ended.length,
        errors: ended.filter(({ event }) => event.status === "error").length,
      });
    };
    for (const row of rows) {
      const due = line.dueMs(row.event.start_us);
      if (timers.elapsed() - begun < due) {
        await flush();
        if (due - (timers.elapsed() - begun) >= longWaitMs) atWork(false);
        // again after a wait: it may have been cut short
        for (
          let left = due - (timers.elapsed() - begun);
          left > 0 && !signal.aborted;
          left = due - (timers.elapsed() - begun)
        )
          await timers.wait(Math.max(left, togetherMs), signal);
        atWork(true);
      }
      if (signal.aborted) return;
      waiting.push(row);
      if (waiting.length >= rowsAtOnce) await flush();
    }
    if (!signal.aborted) await flush();
  };
}
