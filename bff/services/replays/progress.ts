import { updateRunning } from "../../db/queries/replays.ts";
import type { Ports } from "../../ports/ports.ts";

/** The row is written that often at most. */
const everyMs = 500;

/** Keeps `spans` in the row of a running replay up as it goes. Who counts is not held up by it. */
export function keepProgress(
  { db, log }: Pick<Ports, "db" | "log">,
  replayTrace: string,
): { advance(spans: number): void; end(): Promise<number> } {
  let spans = 0;
  let writtenAt = performance.now();
  let writing: Promise<unknown> = Promise.resolve();
  return {
    advance(more) {
      spans += more;
      if (performance.now() - writtenAt < everyMs) return;
      writtenAt = performance.now();
      writing = writing
        .then(() => updateRunning(db, replayTrace, { spans }))
        .catch((error: unknown) =>
          log.error({ error: String(error) }, "a replay's progress was not written"),
        );
    },
    /** What was counted, once nothing is being written any more. */
    async end() {
      await writing;
      return spans;
    },
  };
}
