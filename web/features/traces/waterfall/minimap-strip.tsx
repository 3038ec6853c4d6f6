import { useEffect, useMemo, useRef, useState } from "react";
import { minimap } from "../../../../shared/trace/minimap.ts";
import { within } from "../../../../shared/trace/viewport.ts";
import { errorLook, familyLooks } from "./family-look.ts";
import type { TraceModel } from "./trace-model.ts";
import type { WaterfallView } from "./use-waterfall-view.ts";

const HEIGHT = 38;
const LANE = 4;
const LANES = Math.floor((HEIGHT - 4) / LANE);
/** Nearer to an edge of the window than this, a drag moves the edge, pixels. */
const EDGE = 5;

type Grip = { is: "draw" | "move"; at: number } | { is: "edge"; other: number };

/** The whole trace in little, and the stretch that is shown below: drawn anew, moved, or pulled at its edges. */
export function MinimapStrip({
  model,
  view,
  tint,
}: {
  model: TraceModel;
  view: WaterfallView;
  /** what the page's colours depend on: another one is painted anew */
  tint?: string | undefined;
}) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [grip, setGrip] = useState<Grip | null>(null);
  const { from_us, to_us } = view.viewport;
  const length = Math.max(1, view.bounds.to_us);
  const left = (from_us / length) * width;
  const right = (to_us / length) * width;

  useEffect(() => {
    const element = box.current!;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const own = (Math.max(1, model.end) / length) * width;
  const strokes = useMemo(() => minimap(model.skeleton, model.end, LANES, own), [model, own]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the page
  useEffect(() => {
    const element = canvas.current!;
    const scale = devicePixelRatio;
    element.width = width * scale;
    element.height = HEIGHT * scale;
    const pen = element.getContext("2d");
    if (pen === null) return;
    pen.scale(scale, scale);
    const style = getComputedStyle(element);
    const colour = (fill: string) => style.getPropertyValue(fill.slice(4, -1));
    for (const { x, width: wide, lane, row, error } of strokes) {
      const look = error ? errorLook : familyLooks[model.families[model.skeleton.stage[row]!]!];
      pen.fillStyle = colour(look.fill);
      pen.fillRect(x, 3 + lane * LANE, Math.max(1, wide), LANE - 1);
    }
  }, [strokes, model, width, tint]);

  const xOf = (event: React.PointerEvent) => event.clientX - box.current!.getBoundingClientRect().left;
  const show = (from: number, to: number) =>
    view.setViewport(
      within(view.bounds, {
        from_us: (Math.max(0, Math.min(from, to)) / width) * length,
        to_us: (Math.min(width, Math.max(from, to)) / width) * length,
        width: view.viewport.width,
      }),
    );
  const gripAt = (x: number): Grip => {
    const zoomed = right - left < width - 1;
    if (zoomed && Math.abs(x - left) <= EDGE) return { is: "edge", other: right };
    if (zoomed && Math.abs(x - right) <= EDGE) return { is: "edge", other: left };
    return zoomed && x > left && x < right ? { is: "move", at: x } : { is: "draw", at: x };
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the waterfall do the same
    <div
      ref={box}
      data-minimap
      className="relative shrink-0 cursor-crosshair touch-none select-none border-line border-b bg-sunken"
      style={{ height: HEIGHT }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setGrip(gripAt(xOf(event)));
      }}
      onPointerMove={(event) => {
        if (grip === null) return;
        const x = xOf(event);
        if (grip.is === "move") {
          show(left + x - grip.at, right + x - grip.at);
          setGrip({ is: "move", at: x });
        } else if (grip.is === "edge") show(grip.other, x);
        else if (Math.abs(x - grip.at) > 3) show(grip.at, x);
      }}
      onPointerUp={() => setGrip(null)}
      onPointerCancel={() => setGrip(null)}
      onDoubleClick={() => view.setViewport({ ...view.bounds, width: view.viewport.width })}
    >
      <canvas ref={canvas} aria-hidden className="block size-full" />
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 border border-accent/45 bg-accent/5"
        style={{ left, width: Math.max(2, right - left) }}
      />
      {right - left < width - 1 && (
        <>
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 left-0 bg-bg/60"
            style={{ width: left }}
          />
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 right-0 bg-bg/60"
            style={{ left: right }}
          />
        </>
      )}
    </div>
  );
}
