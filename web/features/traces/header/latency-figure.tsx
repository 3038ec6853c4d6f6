import clsx from "clsx";
import { Popover } from "radix-ui";
import { Suspense, useState } from "react";
import { boundText, bucketOf, type LatencyBucket } from "../../../components/charts/latency-buckets.ts";
import { LatencyHistogram } from "../../../components/charts/latency-histogram.tsx";
import { escapeCloses } from "../../../components/ui/escape-closes.ts";
import { lazyPart } from "../../../components/ui/lazy-part.tsx";
import { missingPart } from "../../../components/ui/missing-part.tsx";
import { unlessTaken } from "../../../components/ui/unless-taken.ts";
import type { TraceUrl } from "../use-trace-url.ts";

const LatencyPanel = lazyPart(
  () => import("./latency-panel.tsx").then((file) => file.LatencyPanel),
  missingPart("The histogram"),
);

/** How long operations of the last hour took, of the sources that the screen is narrowed to; opens a closer look. */
export function LatencyFigure({
  buckets,
  whose,
  sources,
  url,
  className,
}: {
  buckets: readonly LatencyBucket[];
  /** ` of …`, or nothing for all */
  whose: string;
  /** every source that can be chosen */
  sources: readonly string[];
  url: TraceUrl;
  className: string;
}) {
  const [open, setOpen] = useState(false);
  const half = bucketOf(buckets, 0.5);
  const slow = bucketOf(buckets, 0.95);
  const words =
    half === undefined || slow === undefined
      ? "nothing that says how long it took"
      : `half took at most ${boundText(half.upto_ms)}, 95 % at most ${boundText(slow.upto_ms)}`;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={`Latency of the last hour${whose}: ${words}`}
        className={clsx(
          "h-7 shrink-0 items-center gap-2 rounded-control px-1.5 text-ink-2 hover:bg-surface-2 aria-expanded:bg-surface-2",
          className,
        )}
      >
        <LatencyHistogram buckets={buckets} />
        <span className="flex items-baseline gap-1 whitespace-nowrap">
          p95{" "}
          <b className="tabular font-mono font-semibold text-ink">
            {slow === undefined ? "–" : `≤ ${boundText(slow.upto_ms)}`}
          </b>
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          hideWhenDetached
          aria-label="Latency"
          onKeyDown={escapeCloses(() => setOpen(false))}
          onCloseAutoFocus={unlessTaken}
          className="z-40 w-[400px] max-w-[calc(100vw-16px)] animate-overlay-in rounded-card border border-line bg-surface shadow-black/50 shadow-xl outline-none"
        >
          <Suspense fallback={<div className="h-[236px]" />}>
            <LatencyPanel buckets={buckets} sources={sources} url={url} />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
