import type { TraceSummary } from "../../../../shared/models/span.ts";

/** What a reading of the list brought: a trace that was not known, or one that has failed since. */
export type News = "new" | "failed";

type Told = Pick<TraceSummary, "trace_id" | "status" | "updated_at">;

/** What was in the list so far. A trace that has left it is still known: coming back is no news. */
export interface FeedMemory {
  /** whether each had failed when it was last seen */
  failed: ReadonlyMap<string, boolean>;
  /** when the newest of them was heard of, ISO */
  newest: string;
  /** of this reading and the one before, so that what is scrolled to still shows it */
  news: ReadonlyMap<string, News>;
  /** of this reading alone, in the order of the list */
  latest: readonly { traceId: string; is: News }[];
}

/**
 * What the next reading of the list makes of the memory; null before the first, whose traces are not news. One that
 * was heard of before the newest is not news either: it came in by another filter, or by scrolling on.
 */
export function remembered(before: FeedMemory | null, traces: readonly Told[]): FeedMemory {
  const failed = new Map(before?.failed);
  let newest = before?.newest ?? "";
  const latest: { traceId: string; is: News }[] = [];
  for (const { trace_id, status, updated_at } of traces) {
    const fails = status === "error";
    const was = failed.get(trace_id);
    if (before !== null && was === undefined && updated_at > before.newest)
      latest.push({ traceId: trace_id, is: fails ? "failed" : "new" });
    else if (was === false && fails) latest.push({ traceId: trace_id, is: "failed" });
    failed.set(trace_id, fails);
    if (updated_at > newest) newest = updated_at;
  }
  const lately = before?.latest ?? [];
  return {
    failed,
    newest,
    latest,
    news: new Map([...lately, ...latest].map(({ traceId, is }) => [traceId, is])),
  };
}
