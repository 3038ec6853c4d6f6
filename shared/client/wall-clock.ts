/** What a wall clock is read from: epoch milliseconds, whole ones, and milliseconds that only ever ascend, in parts. */
interface Sources {
  now(): number;
  elapsed(): number;
}

/**
 * The time of day in whole microseconds since the epoch. The system tells it in milliseconds, so that of two programs
 * on one machine the called one may seem to begin before its caller. Between two of those milliseconds the ascending
 * counter tells where one is; it is laid anew wherever it leaves the millisecond that the system says, so that it
 * neither drifts nor misses that the clock was set. Within a few calls it is as exact as the counter.
 */
export function createWallClock({ now, elapsed }: Sources = system): () => number {
  let offset = Number.NEGATIVE_INFINITY;
  return () => {
    const counted = Math.floor(elapsed() * 1000);
    const from = now() * 1000;
    const at = Math.min(Math.max(counted + offset, from), from + 999);
    offset = at - counted;
    return at;
  };
}

const system: Sources = { now: () => Date.now(), elapsed: () => performance.now() };

/** This program's. */
export const wallClock = createWallClock();
