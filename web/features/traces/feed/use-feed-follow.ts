import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { TraceSummary } from "../../../../shared/models/span.ts";
import { type FeedMemory, remembered } from "./feed-news.ts";
import { topAfter } from "./follow-list.ts";

/** What came in above while somebody reads further down. */
export interface Missed {
  traces: number;
  failed: number;
}

const nothing: Missed = { traces: 0, failed: 0 };

/**
 * Follows the newest traces and what fails, until the reader scrolls away: from then on nothing moves under their eyes,
 * and what came in is counted, until they are back at the top.
 */
export function useFeedFollow(
  traces: readonly TraceSummary[],
  listRef: RefObject<HTMLDivElement | null>,
  rowHeight: number,
) {
  const [memory, setMemory] = useState<{ of: typeof traces; is: FeedMemory }>(() => ({
    of: traces,
    is: remembered(null, traces),
  }));
  // worked out while drawing, so that a row knows that it is news when it is first drawn
  if (memory.of !== traces) setMemory({ of: traces, is: remembered(memory.is, traces) });
  const { latest, news } = memory.is;

  const [missed, setMissed] = useState(nothing);
  const following = useRef(true);
  /** where this hook has scrolled to: what the reader has not done */
  const own = useRef<number | null>(null);
  const before = useRef<readonly string[]>(traces.map(({ trace_id }) => trace_id));

  useEffect(() => {
    const element = listRef.current;
    if (element === null) return;
    const onScroll = () => {
      if (own.current !== null && Math.abs(element.scrollTop - own.current) < 2) return;
      own.current = null;
      following.current = element.scrollTop < rowHeight / 2;
      if (following.current) setMissed(nothing);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [listRef, rowHeight]);

  useLayoutEffect(() => {
    const element = listRef.current;
    const old = before.current;
    before.current = traces.map(({ trace_id }) => trace_id);
    if (element === null) return;
    const failed = latest.find(({ is }) => is === "failed")?.traceId;
    // who was led to what failed stays there until something else does
    const follows = following.current && (failed !== undefined || own.current === null);
    if (follows && latest.length === 0) return;
    const top = topAfter({
      before: old,
      after: before.current,
      top: element.scrollTop,
      height: element.clientHeight,
      rowHeight,
      following: follows,
      failed,
    });
    if (following.current) own.current = top > 0 ? top : null;
    if (Math.abs(top - element.scrollTop) >= 1) element.scrollTop = top;
    if (follows || latest.length === 0) return;
    const known = new Set(old);
    setMissed((held) => ({
      traces: held.traces + latest.filter(({ traceId }) => !known.has(traceId)).length,
      failed: held.failed + latest.filter(({ is }) => is === "failed").length,
    }));
  }, [traces, latest, listRef, rowHeight]);

  return {
    news,
    missed,
    /** back to the newest, and to following them */
    toNewest: () => {
      following.current = true;
      own.current = null;
      setMissed(nothing);
      if (listRef.current) listRef.current.scrollTop = 0;
    },
  };
}
