/** Waiting, so that a test decides when it is over. */
export interface Timers {
  /** Milliseconds of a clock that nobody sets: only differences mean something. */
  elapsed(): number;
  /** Resolves after so many milliseconds, or as soon as the signal is aborted; never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What a timer of the runtime can count. */
const longest = 2 ** 31 - 1;

export const systemTimers: Timers = {
  elapsed: () => performance.now(),
  async wait(ms, signal) {
    for (let left = ms; left > 0 && !signal?.aborted; left -= longest)
      await once(Math.min(left, longest), signal);
  },
};

const once = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
  });
