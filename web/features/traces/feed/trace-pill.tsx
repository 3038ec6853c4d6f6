import clsx from "clsx";
import type { TraceSummary } from "../../../../shared/models/span.ts";

const looks: Record<TraceSummary["status"], string> = {
  ok: "tint-green text-green",
  error: "tint-red text-red-ink",
  active: "tint-yellow text-yellow",
  replay: "tint-cyan text-cyan",
};

/** How a trace stands: green ok, red error, yellow at work, cyan a replay. */
export function TracePill({ status }: { status: TraceSummary["status"] }) {
  return (
    <span
      className={clsx(
        "inline-flex shrink-0 items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-px font-semibold text-11",
        looks[status],
      )}
    >
      <span className={clsx("size-1.5 rounded-full bg-current", status === "active" && "animate-shimmer")} />
      {status}
    </span>
  );
}
