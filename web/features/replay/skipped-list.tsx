import type { ReplayPlan } from "../../../shared/models/replay.ts";
import { many } from "./replay-words.ts";

/** What a live replay leaves out, by source, and why; folded, as it is long where a trace has many sources. */
export function SkippedList({ skipped, open = false }: Pick<ReplayPlan, "skipped"> & { open?: boolean }) {
  if (skipped.length === 0) return null;
  const spans = skipped.reduce((sum, one) => sum + one.spans, 0);
  return (
    <details open={open} className="text-12">
      <summary className="rounded text-ink-2 hover:text-ink">
        {many(spans, "span")} of {many(skipped.length, "source")} left out
      </summary>
      <ul className="mt-1.5 flex max-h-48 flex-col gap-1 overflow-y-auto">
        {skipped.map(({ source, spans, why }) => (
          <li key={source} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2">
            <span className="truncate font-mono text-ink" title={source}>
              {source}
            </span>
            <span className="tabular text-ink-3">{many(spans, "span")}</span>
            <span className="col-span-2 break-words text-ink-2">{why}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
