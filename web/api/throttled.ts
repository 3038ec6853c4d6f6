/**
 * Runs `run` at most once in `ms`, and once more after the last call: for reading totals again while events pour
 * in. `ms` as a function is asked at each call. `cancel` drops a run that waits.
 */
export function throttled(ms: number | (() => number), run: () => void): { (): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last = Number.NEGATIVE_INFINITY;
  const fire = () => {
    timer = null;
    last = Date.now();
    run();
  };
  const request = () => {
    if (timer !== null) return;
    const pause = typeof ms === "number" ? ms : ms();
    timer = setTimeout(fire, Math.max(0, last + pause - Date.now()));
  };
  request.cancel = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  return request;
}

/** Runs `run` so long after a call, once for all that come until then: for what takes that long to be true. */
export function delayed(ms: number, run: () => void): { (): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const request = () => {
    timer ??= setTimeout(() => {
      timer = null;
      run();
    }, ms);
  };
  request.cancel = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  return request;
}
