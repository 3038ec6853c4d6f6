import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useEffectEvent, useRef } from "react";
import type { Replay } from "../../../shared/models/replay.ts";
import { CompareLink } from "./compare-link.tsx";
import { REPLAY_ROW, ReplayRow } from "./replay-row.tsx";

/** Replays of which only those in view are drawn. The arrows, `j` and `k` go from one to the next. */
export function ReplayList({
  replays,
  scroller,
  shown,
  withTrace,
  onShow,
  onEnd,
}: {
  replays: readonly Replay[];
  scroller: HTMLElement | null;
  /** the replay that is looked at, by its trace id */
  shown: string | undefined;
  withTrace: boolean;
  onShow: (replay: Replay) => void;
  /** the reader is near the end; null: these are all */
  onEnd: (() => void) | null;
}) {
  const virtualizer = useVirtualizer({
    count: replays.length,
    getScrollElement: () => scroller,
    estimateSize: () => REPLAY_ROW,
    getItemKey: (line) => replays[line]!.replay_trace,
    overscan: 6,
  });
  const drawn = virtualizer.getVirtualItems();
  const last = drawn.at(-1)?.index ?? -1;
  useEffect(() => {
    if (onEnd !== null && last >= replays.length - 10) onEnd();
  }, [last, replays.length, onEnd]);

  const list = useRef<HTMLUListElement>(null);
  const lineOf = (element: Element | null): number =>
    Number(element?.closest<HTMLElement>("[data-line]")?.dataset.line ?? -1);
  const walk = useEffectEvent((event: KeyboardEvent) => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = Math.min(replays.length - 1, Math.max(0, lineOf(document.activeElement) + step));
    virtualizer.scrollToIndex(next, { align: "auto" });
    // rows beyond the edges are drawn before they come into view
    list.current
      ?.querySelector<HTMLElement>(`[data-line="${next}"] [data-replay-row]`)
      ?.focus({ preventScroll: true });
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => walk(event);
    scroller?.addEventListener("keydown", onKey);
    return () => scroller?.removeEventListener("keydown", onKey);
  }, [scroller]);
  return (
    <ul ref={list} aria-label="Replays" className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {drawn.map(({ index, key, start }) => {
        const replay = replays[index]!;
        return (
          <li
            key={key}
            data-line={index}
            aria-setsize={onEnd === null ? replays.length : -1}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0 grid grid-cols-[minmax(0,1fr)_auto] items-stretch border-line-soft border-b"
            style={{ transform: `translateY(${start}px)` }}
          >
            <ReplayRow
              replay={replay}
              shown={replay.replay_trace === shown}
              withTrace={withTrace}
              onShow={() => onShow(replay)}
            />
            <CompareLink
              replay={replay}
              className="flex items-center border-line-soft border-l px-3 text-12 text-cyan underline-offset-2 -outline-offset-2 hover:bg-surface-2 hover:underline"
            />
          </li>
        );
      })}
    </ul>
  );
}
