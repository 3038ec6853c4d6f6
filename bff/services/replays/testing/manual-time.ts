import type { Timers } from "../../../ports/timers.ts";

/** Time that stands still until it is moved on; whoever waits is woken when his moment has come. */
export function manualTime(start: number) {
  let now = start;
  const waiting = new Set<{ until: number; wake(): void }>();
  const timers: Timers = {
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
    clock: { now: () => now },
    timers,
    waiting: () => waiting.size,
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
