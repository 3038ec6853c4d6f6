import type { Ports } from "../../ports/ports.ts";

const dayMs = 86_400_000;
const everyMs = 10 * 60_000;
/** between two steps: whoever waits for the database is served first */
const restMs = 20;

/** Sweeps away what is older than the settings say, now and then and in small steps, until it is closed. */
export function keepSpans(
  { clock, log, settings, spans }: Pick<Ports, "clock" | "log" | "settings" | "spans">,
  { every = everyMs, rest = restMs } = {},
): { close(): Promise<void> } {
  let timer: ReturnType<typeof setTimeout>;
  let closed = false;
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
      wake = resolve;
    });
  let wake = (): void => {};

  async function sweep(): Promise<void> {
    while (!closed) {
      let more = false;
      try {
        more = await spans.forget(clock.now() - settings.spanDays * dayMs);
      } catch (error) {
        log.error({ error: String(error) }, "old log rows were not swept away");
      }
      await wait(more ? rest : every);
    }
  }

  const sweeping = sweep();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      wake();
      await sweeping;
    },
  };
}
