import clsx from "clsx";
import { formatCount } from "../ui/number-format.ts";
import { formatDuration } from "../ui/time-format.ts";
import { Tooltip } from "../ui/tooltip.tsx";

export interface LatencyBucket {
  /** milliseconds; what is in it took so long at most, and more than the bucket before */
  upto_ms: number;
  count: number;
}

const length = (ms: number): string => (ms < 1 ? `${ms} ms` : formatDuration(ms));

/** The bucket that the share of all lies in: what so many took at most, or a little less. */
export function bucketOf(buckets: readonly LatencyBucket[], share: number): LatencyBucket | undefined {
  const all = buckets.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  return buckets.find(({ count }) => {
    seen += count;
    return seen >= all * share && count > 0;
  });
}

/** How long operations took: a bar for each span of time, the median and the slow end in words. */
export function LatencyHistogram({
  buckets,
  className,
}: {
  buckets: readonly LatencyBucket[];
  className?: string;
}) {
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  const half = bucketOf(buckets, 0.5);
  const slow = bucketOf(buckets, 0.95);
  if (half === undefined || slow === undefined) return null;
  const words = `half took at most ${length(half.upto_ms)}, 95 % at most ${length(slow.upto_ms)}`;
  return (
    <Tooltip
      text={
        <span className="grid grid-cols-[auto_auto] gap-x-3">
          {buckets
            .filter(({ count }) => count > 0)
            .map(({ upto_ms, count }) => (
              <span key={upto_ms} className="col-span-2 grid grid-cols-subgrid">
                <span>≤ {length(upto_ms)}</span>
                <span className="tabular text-right font-mono">{formatCount(count)}</span>
              </span>
            ))}
        </span>
      }
    >
      <button
        type="button"
        aria-label={`Latency of the last hour: ${words}`}
        className={clsx("items-center gap-2 rounded text-ink-2", className)}
      >
        <span aria-hidden className="flex h-[22px] items-end gap-px">
          {buckets.map(({ upto_ms, count }) => (
            <span
              key={upto_ms}
              className={clsx("w-1 rounded-t-[1px]", count > 0 ? "bg-cyan" : "bg-line")}
              style={{ height: count > 0 ? Math.max(2, (count / most) * 22) : 1 }}
            />
          ))}
        </span>
        <span className="flex items-baseline gap-1 whitespace-nowrap">
          p95 <b className="tabular font-mono font-semibold text-ink">≤ {length(slow.upto_ms)}</b>
        </span>
      </button>
    </Tooltip>
  );
}
