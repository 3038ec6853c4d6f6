import { type ReactNode, useRef, useState } from "react";
import { brushed } from "../../../../shared/trace/viewport.ts";
import { TimeAxis } from "./time-axis.tsx";
import type { WaterfallView } from "./use-waterfall-view.ts";

/** The head of the rows. Drawing over its times zooms to them; a double click shows all again. */
export function AxisBrush({
  view,
  title = "Source",
}: {
  view: Pick<WaterfallView, "viewport" | "bounds" | "setViewport">;
  /** of the names beside the times */
  title?: ReactNode;
}) {
  const [drawn, setDrawn] = useState<{ from: number; to: number } | null>(null);
  const axis = useRef<HTMLDivElement>(null);
  const xOf = (event: React.PointerEvent) => event.clientX - axis.current!.getBoundingClientRect().left;
  return (
    <div className="grid shrink-0 grid-cols-[var(--names)_minmax(0,1fr)] border-line border-b">
      <span className="min-w-0 self-center pl-3 text-11 text-ink-3">{title}</span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of the waterfall do the same */}
      <div
        ref={axis}
        className="relative cursor-col-resize touch-none select-none"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrawn({ from: xOf(event), to: xOf(event) });
        }}
        onPointerMove={(event) => drawn && setDrawn({ ...drawn, to: xOf(event) })}
        onPointerUp={() => {
          const next = drawn && brushed(view.viewport, view.bounds, drawn.from, drawn.to);
          if (next) view.setViewport(next);
          setDrawn(null);
        }}
        onPointerCancel={() => setDrawn(null)}
        onDoubleClick={() => view.setViewport({ ...view.bounds, width: view.viewport.width })}
      >
        <TimeAxis viewport={view.viewport} />
        {drawn && (
          <span
            aria-hidden
            className="absolute inset-y-0 border-accent border-x bg-accent/20"
            style={{ left: Math.min(drawn.from, drawn.to), width: Math.abs(drawn.to - drawn.from) }}
          />
        )}
      </div>
    </div>
  );
}
