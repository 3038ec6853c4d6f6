import { indexState, indexStep } from "../../db/queries/span-index.ts";
import type { Ports } from "../../ports/ports.ts";

/** Rows that are put into the index in one go, some ten milliseconds. */
const rowsAtOnce = 100;
const lookEveryMs = 1_000;
/** While more rows than this come in a second, the index waits: who logs goes before who searches. */
const busyRows = 2_000;
/** For each millisecond of work so many are left to others. */
const rest = 3;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** One step; false where nothing is left to do. */
export async function indexOnce({ db }: Pick<Ports, "db">, rows = rowsAtOnce): Promise<boolean> {
  const statements = indexStep(await indexState(db), rows);
  if (statements.length > 0) await db.atomically(statements);
  return statements.length > 0;
}

/**
 * Keeps the search index of the log rows up with them, beside the work that somebody waits for; a search does not need
 * it to be complete. Answers what ends it.
 */
export function indexSpans(ports: Pick<Ports, "db" | "log">): { close(): Promise<void> } {
  let ended = false;
  let wake = (): void => {};
  const look = async (): Promise<void> => {
    let { last } = await indexState(ports.db);
    while (!ended) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookEveryMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      const before = last;
      ({ last } = await indexState(ports.db));
      if (last - before > busyRows) continue;
      const until = performance.now() + lookEveryMs;
      for (let more = true; more && !ended && performance.now() < until; ) {
        const began = performance.now();
        more = await indexOnce(ports);
        await pause((performance.now() - began) * rest);
      }
    }
  };
  const done = look().catch((error: unknown) => {
    ports.log.error({ error: String(error) }, "spans are not indexed any more: searches read them instead");
  });
  return {
    async close() {
      ended = true;
      wake();
      await done;
    },
  };
}
