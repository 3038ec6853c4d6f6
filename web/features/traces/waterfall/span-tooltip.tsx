import { type RefObject, useEffect, useState } from "react";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { isError, marksOf } from "../../../../shared/trace/skeleton.ts";
import type { DrawnGhosts } from "../ghosts/drawn-ghosts.ts";
import { ghostWords } from "../ghosts/ghost-words.ts";
import { markWords } from "./mark-words.ts";
import type { TraceModel } from "./trace-model.ts";

const WIDE = 340;

/** The begin of a name that goes on: the length behind it is what one looks for. */
const short = (name: string): string => (name.length > 60 ? `${name.slice(0, 59)}…` : name);

/** What the pointer rests on: operation, stage, source, length, and what is odd about it. */
export function SpanTooltip({
  scroller,
  model,
  ghosts,
}: {
  scroller: RefObject<HTMLDivElement | null>;
  model: TraceModel;
  ghosts: DrawnGhosts | null;
}) {
  const [at, setAt] = useState<{ row: number; x: number; y: number } | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onMove = (event: PointerEvent) => {
      const over = (event.target as Element).closest<HTMLElement>("[data-row]");
      const drags = event.buttons !== 0;
      setAt(
        over === null || drags ? null : { row: Number(over.dataset.row), x: event.clientX, y: event.clientY },
      );
    };
    const onLeave = () => setAt(null);
    element.addEventListener("pointermove", onMove);
    element.addEventListener("pointerleave", onLeave);
    element.addEventListener("scroll", onLeave, { passive: true });
    return () => {
      element.removeEventListener("pointermove", onMove);
      element.removeEventListener("pointerleave", onLeave);
      element.removeEventListener("scroll", onLeave);
    };
  }, [scroller]);
  const { skeleton, tree } = model;
  if (at === null || at.row >= skeleton.id.length) return null;
  const { row } = at;
  const duration = skeleton.duration[row]!;
  const marks = marksOf(skeleton.flags[row]!);
  const error = isError(skeleton.flags[row]!);
  const left = Math.max(8, Math.min(at.x + 12, innerWidth - WIDE - 8));
  const below = at.y < innerHeight - 140;
  return (
    <div
      aria-hidden
      className="pointer-events-none fixed z-20 w-max rounded-card border border-line bg-[#06080c] px-2.5 py-2 text-12 shadow-black/60 shadow-xl"
      style={{ left, maxWidth: WIDE, ...(below ? { top: at.y + 16 } : { bottom: innerHeight - at.y + 10 }) }}
    >
      <p className="line-clamp-3 break-all font-mono font-semibold">
        {skeleton.operations[skeleton.operation[row]!]}
      </p>
      <p className="break-words text-ink-2">
        {short(skeleton.stages[skeleton.stage[row]!]!)} · {short(skeleton.sources[skeleton.source[row]!]!)} ·{" "}
        {duration === -1 ? "running" : durationText(duration)}
      </p>
      <p className="text-ink-3">
        begins at {durationText(skeleton.start[row]!)}
        {tree.depth[row]! > 8 && `, level ${tree.depth[row]! + 1}`}
      </p>
      {ghosts !== null && (
        <p className={ghosts.live ? "text-accent" : "text-cyan"}>
          {ghostWords(ghosts, ghosts.at(row), duration)}
        </p>
      )}
      {error && <p className="text-red-ink">error</p>}
      {marks.map((mark) => (
        <p key={mark} className="text-yellow">
          {markWords[mark]}
        </p>
      ))}
    </div>
  );
}
