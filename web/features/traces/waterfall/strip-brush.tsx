import { type ReactNode, useEffect, useRef, useState } from "react";

/** Nearer to an edge of the window than this, a drag moves the edge, pixels. */
const EDGE = 5;

type Grip = { is: "draw" | "move"; at: number } | { is: "edge"; other: number };

/**
 * A picture in little with the stretch of it that is shown elsewhere, which is drawn anew, moved, or pulled at its edges;
 * a double click shows all. What is shown is told in shares of the width, 0 to 1.
 */
export function StripBrush({
  height,
  from,
  to,
  onShow,
  onAll,
  children,
}: {
  /** pixels */
  height: number;
  from: number;
  to: number;
  onShow: (from: number, to: number) => void;
  onAll: () => void;
  /** the picture; pixels it has */
  children: (width: number) => ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [grip, setGrip] = useState<Grip | null>(null);
  const [left, right] = [from * width, to * width];
  const zoomed = right - left < width - 1;

  useEffect(() => {
    const element = box.current!;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const xOf = (event: React.PointerEvent) => event.clientX - box.current!.getBoundingClientRect().left;
  const show = (one: number, other: number) =>
    onShow(Math.max(0, Math.min(one, other)) / width, Math.min(width, Math.max(one, other)) / width);
  const gripAt = (x: number): Grip => {
    if (zoomed && Math.abs(x - left) <= EDGE) return { is: "edge", other: right };
    if (zoomed && Math.abs(x - right) <= EDGE) return { is: "edge", other: left };
    return zoomed && x > left && x < right ? { is: "move", at: x } : { is: "draw", at: x };
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the rows do the same
    <div
      ref={box}
      data-minimap
      className="relative shrink-0 cursor-crosshair touch-none select-none border-line border-b bg-sunken"
      style={{ height }}
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
      onDoubleClick={onAll}
    >
      {children(width)}
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 border border-accent/45 bg-accent/5"
        style={{ left, width: Math.max(2, right - left) }}
      />
      {zoomed && (
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
