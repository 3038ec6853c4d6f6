import clsx from "clsx";
import type { PatchRecord } from "../../../shared/models/patch-record.ts";

/** Lines that came and went. */
export function LineCounts({
  patch,
  className,
}: {
  patch: Pick<PatchRecord, "lines_added" | "lines_removed">;
  className?: string;
}) {
  return (
    <span className={clsx("tabular whitespace-nowrap text-right font-mono text-12", className)}>
      {patch.lines_added === null && patch.lines_removed === null ? (
        <span className="text-ink-3">—</span>
      ) : (
        <>
          <span className="font-medium text-green">+{patch.lines_added ?? 0}</span>
          <span className="ml-1.5 text-red-ink">−{patch.lines_removed ?? 0}</span>
        </>
      )}
    </span>
  );
}
