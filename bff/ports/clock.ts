import { wallClock } from "../../shared/client/wall-clock.ts";

/** Time, so that a test can hold it still. `now` is epoch milliseconds. */
export interface Clock {
  now(): number;
}

/** One that also tells, in epoch microseconds, the begin of what may have been called in the same millisecond. */
export interface FineClock extends Clock {
  nowUs(): number;
}

/** Frozen: it is that of everybody. */
export const systemClock: FineClock = Object.freeze({ now: () => Date.now(), nowUs: wallClock });

/** A clock that knows milliseconds only. */
export const coarseClock = (now: () => number): FineClock => ({ now, nowUs: () => now() * 1000 });
