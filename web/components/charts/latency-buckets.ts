import { latencyBounds } from "../../../shared/trace/latency-bucket.ts";
import { formatDuration } from "../ui/time-format.ts";

export interface LatencyBucket {
  /** milliseconds; what is in it took so long at most, and more than the bucket before */
  upto_ms: number;
  count: number;
}

/** A bucket with the end of the one before it, 0 for the first. */
export interface LatencyBar extends LatencyBucket {
  over_ms: number;
}

/** The buckets from the first to the last that hold something, those between them that hold nothing included. */
export function latencyBars(buckets: readonly LatencyBucket[]): LatencyBar[] {
  const counts = new Map(buckets.map(({ upto_ms, count }) => [upto_ms, count]));
  const bars = latencyBounds.map((upto_ms, at) => ({
    over_ms: latencyBounds[at - 1] ?? 0,
    upto_ms,
    count: counts.get(upto_ms) ?? 0,
  }));
  const holds = ({ count }: LatencyBar) => count > 0;
  return bars.slice(Math.max(0, bars.findIndex(holds)), bars.findLastIndex(holds) + 1);
}

/** The bucket that the share of all lies in: what so many took at most, or a little less. */
export function bucketOf(buckets: readonly LatencyBucket[], share: number): LatencyBucket | undefined {
  const all = buckets.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  return buckets.find(({ count }) => {
    seen += count;
    return seen >= all * share && count > 0;
  });
}

/** The end of a bucket for a reader: `0.05 ms`, `200 ms`, `5 s`, `2 min`. */
export const boundText = (ms: number): string =>
  ms < 1 ? `${ms} ms` : ms >= 1000 && ms < 60_000 ? `${ms / 1000} s` : formatDuration(ms);
