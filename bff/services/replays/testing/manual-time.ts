import { coarseClock } from "../../../ports/clock.ts";
import type { Timers } from "../../../ports/timers.ts";

/**
 * Time that stands still until it is moved on; whoever waits is woken when his moment has come. The clock on the wall can
 * be set as well, and nobody is woken by that.
 */
export function manualTime(start: number) {
  let now = start;
  let set = 0;
  const waiting = new Set<{ until: number; wake(): void }>();
  const timers: Timers = {
    elapsed: () => now,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const one = { until: now + ms, wake: resolve };
        waiting.add(one);
        signal?.addEventListener("abort", () => {
          waiting.delete(one);
          resolve();
        });
      }),
  };
  return {
    clock: coarseClock(() => now + set),
    timers,
    waiting: () => waiting.size,
    setClock(byMs: number) {
      set += byMs;
    },
    move(ms: number) {
      now += ms;
      for (const one of waiting) {
        if (one.until > now) continue;
        waiting.delete(one);
        one.wake();
      }
    },
  };
}
