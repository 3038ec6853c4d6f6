import type { ReplayPace } from "../../models/replay.ts";

/** Where a dry run lays what it repeats. Times are epoch microseconds. */
export interface TimeLine {
  /** where it begins */
  base_us: number;
  end_us: number;
  /** what a time of the original is moved by */
  shift_us: number;
  /** How many milliseconds after the begin of the run a row of this time is to be written; 0: at once. */
  dueMs(atUs: number): number;
}

/** How many times as fast as it was. */
export function speedOf(pace: ReplayPace, speed: number): number {
  if (pace === "at-once") return Number.POSITIVE_INFINITY;
  return pace === "original" ? 1 : speed;
}

/**
 * Lays a trace that began at `start_us` and lasted `duration_us` so that all of it keeps its offsets and lengths, and
 * nothing lies in the future when it is written, in a run that begins at `beginUs` and is `speed` times as fast: it ends
 * on the time line when the run ends.
 */
export function layTimeLine(
  { start_us, duration_us }: { start_us: number; duration_us: number },
  beginUs: number,
  speed: number,
): TimeLine {
  const base_us = Math.floor(beginUs + duration_us / speed) - duration_us;
  return {
    base_us,
    end_us: base_us + duration_us,
    shift_us: base_us - start_us,
    dueMs: (atUs) => Math.max(0, (atUs - base_us) / speed / 1000),
  };
}
