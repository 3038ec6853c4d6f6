import clsx from "clsx";
import { type LatencyBucket, latencyBars } from "./latency-buckets.ts";

/** How long operations took, small and without words: a bar for each span of time. */
export function LatencyHistogram({ buckets }: { buckets: readonly LatencyBucket[] }) {
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  return (
    <span aria-hidden className="flex h-[22px] items-end gap-px">
      {latencyBars(buckets).map(({ upto_ms, count }) => (
        <span
          key={upto_ms}
          className={clsx("w-1 rounded-t-[1px]", count > 0 ? "bg-cyan" : "bg-line")}
          style={{ height: count > 0 ? Math.max(2, (count / most) * 22) : 1 }}
        />
      ))}
    </span>
  );
}
