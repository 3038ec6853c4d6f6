import clsx from "clsx";
import type { PatchDisplayStatus } from "../../../shared/models/patch-record.ts";

const looks: Record<PatchDisplayStatus, string> = {
  requested: "tint-cobalt text-cobalt-ink",
  applied: "tint-green text-green",
  validating: "tint-yellow text-yellow",
  validated: "tint-cyan text-cyan",
  failed: "tint-red text-red-ink",
  reverted: "tint-ink-2 text-ink-2",
};

/** A patch's status in its colour: green applied, cyan validated, yellow validating, red failed. */
export function StatusPill({ status, className }: { status: PatchDisplayStatus; className?: string }) {
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-px font-semibold text-11",
        looks[status],
        className,
      )}
    >
      <span
        className={clsx("size-1.5 rounded-full bg-current", status === "validating" && "animate-shimmer")}
      />
      {status}
    </span>
  );
}
