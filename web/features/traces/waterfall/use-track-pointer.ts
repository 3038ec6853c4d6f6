import { type RefObject, useEffect, useEffectEvent } from "react";
import { panBy, type Viewport, zoomAbout } from "../../../../shared/trace/viewport.ts";
import type { WaterfallView } from "./use-waterfall-view.ts";

/** A press that moves less than this is a click, pixels. */
const CLICK = 4;

/**
 * Wheel and drag over the tracks. The plain wheel scrolls the rows; with Ctrl or Command (which a pinch sends, too) it
 * zooms about the pointer, with Shift or sideways it pans. A drag pans. `onPick` is a click that was no drag.
 */
export function useTrackPointer(
  scroller: RefObject<HTMLDivElement | null>,
  view: Pick<WaterfallView, "viewport" | "bounds" | "setViewport">,
  onPick: (row: number) => void,
): void {
  const zoom = useEffectEvent((change: (viewport: Viewport) => Viewport) =>
    view.setViewport(change(view.viewport)),
  );
  const pick = useEffectEvent(onPick);
  const current = useEffectEvent(() => view);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const trackLeft = () =>
      element.querySelector("[data-tracks]")?.getBoundingClientRect().left ??
      element.getBoundingClientRect().left;

    const onWheel = (event: WheelEvent) => {
      const { bounds } = current();
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const x = event.clientX - trackLeft();
        zoom((viewport) => zoomAbout(viewport, bounds, x, Math.exp(event.deltaY * 0.003)));
        return;
      }
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (!event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
      event.preventDefault();
      zoom((viewport) => panBy(viewport, bounds, sideways));
    };

    let press: { x: number; y: number; at: number; row: number; pan: boolean; moved: boolean } | null = null;
    const onDown = (event: PointerEvent) => {
      const target = event.target as Element;
      const row = target.closest<HTMLElement>("[data-row]");
      if (event.button !== 0 || row === null || target.closest("[data-toggle]")) return;
      press = {
        x: event.clientX,
        y: event.clientY,
        at: event.clientX,
        row: Number(row.dataset.row),
        pan: target.closest("[data-track]") !== null,
        moved: false,
      };
    };
    const onMove = (event: PointerEvent) => {
      if (press === null) return;
      if (!press.moved && Math.hypot(event.clientX - press.x, event.clientY - press.y) < CLICK) return;
      if (!press.moved) {
        press.moved = true;
        element.setPointerCapture(event.pointerId);
      }
      if (!press.pan) return;
      const by = press.at - event.clientX;
      press.at = event.clientX;
      zoom((viewport) => panBy(viewport, current().bounds, by));
    };
    const onUp = () => {
      if (press && !press.moved) pick(press.row);
      press = null;
    };
    const onCancel = () => {
      press = null;
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    element.addEventListener("pointerdown", onDown);
    element.addEventListener("pointermove", onMove);
    element.addEventListener("pointerup", onUp);
    element.addEventListener("pointercancel", onCancel);
    return () => {
      element.removeEventListener("wheel", onWheel);
      element.removeEventListener("pointerdown", onDown);
      element.removeEventListener("pointermove", onMove);
      element.removeEventListener("pointerup", onUp);
      element.removeEventListener("pointercancel", onCancel);
    };
  }, [scroller]);
}
