import clsx from "clsx";
import type { ReplayMode, ReplayStatus } from "../../../shared/models/replay.ts";

const looks: Record<ReplayStatus, string> = {
  running: "tint-yellow text-yellow",
  completed: "tint-green text-green",
  failed: "tint-red text-red-ink",
  aborted: "tint-ink-2 text-ink-2",
};

/** How a replay stands. */
export function ReplayPill({ status }: { status: ReplayStatus }) {
  return (
    <span
      className={clsx(
        "inline-flex shrink-0 items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-px font-semibold text-11",
        looks[status],
      )}
    >
      <span className={clsx("size-1.5 rounded-full bg-current", status === "running" && "animate-shimmer")} />
      {status}
    </span>
  );
}

/** Dry or live, in the colour of its bars. */
export function ModeMark({ mode }: { mode: ReplayMode }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden className={clsx("h-1 w-3 rounded-sm", mode === "live" ? "bg-accent" : "bg-cyan")} />
      {mode === "live" ? "live" : "dry run"}
    </span>
  );
}
