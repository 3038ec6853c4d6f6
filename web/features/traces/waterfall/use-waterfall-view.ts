import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { listRows, placeOf, revealed, visibleRows } from "../../../../shared/trace/row-list.ts";
import { rowsInWindow } from "../../../../shared/trace/rows-in-window.ts";
import { type Viewport, whole, within } from "../../../../shared/trace/viewport.ts";
import { ROW } from "./row-parts.tsx";
import type { TraceModel } from "./trace-model.ts";

/** Rows drawn beyond the edges, so that a fast wheel finds them there. */
const OVER = 8;

/** Ids of rows, as they stay when the trace grows and its rows move. */
const idsOf = ({ skeleton }: TraceModel, rows: ReadonlySet<number>): Set<number> =>
  new Set([...rows].map((row) => skeleton.id[row]!));

/**
 * What of a trace is on screen: the stretch of time, the rows that are listed, the rows in view, and where the keys
 * stand. What is folded is kept by span, not by row: a trace that grows keeps what its reader has done to it.
 */
export function useWaterfallView(
  model: TraceModel,
  scroller: RefObject<HTMLDivElement | null>,
  /** what is drawn beside the trace goes on until then, microseconds after base */
  besideEnd = 0,
) {
  const [width, setWidth] = useState(0);
  const [height, setHeight] = useState(0);
  const [firstLine, setFirstLine] = useState(0);
  /** null: all of it, also while it grows */
  const [zoom, setZoom] = useState<{ from_us: number; to_us: number } | null>(null);
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set<number>());
  const [activeId, setActiveId] = useState<number | null>(null);

  const to_us = Math.max(model.end, besideEnd);
  const bounds = useMemo(() => ({ from_us: 0, to_us }), [to_us]);
  const viewport = useMemo<Viewport>(
    () => (zoom === null ? whole(bounds, width) : within(bounds, { ...zoom, width })),
    [bounds, zoom, width],
  );
  const setViewport = useCallback(
    ({ from_us, to_us }: Viewport) =>
      setZoom(from_us <= bounds.from_us && to_us >= bounds.to_us ? null : { from_us, to_us }),
    [bounds],
  );

  const collapsed = useMemo(() => {
    const rows = [...folded].map((id) => model.rowOf.get(id));
    return new Set(rows.filter((row) => row !== undefined));
  }, [folded, model]);
  const setCollapsed = useCallback((rows: ReadonlySet<number>) => setFolded(idsOf(model, rows)), [model]);
  const listed = useMemo(() => listRows(model.tree, collapsed), [model, collapsed]);
  const { first, end } = visibleRows(listed.length, {
    top: firstLine * ROW,
    height: height + ROW,
    rowHeight: ROW,
    over: OVER,
  });

  const elsewhere = useMemo(
    () =>
      zoom === null
        ? null
        : rowsInWindow(model.skeleton, listed, viewport, {
            from: firstLine,
            to: firstLine + Math.ceil(height / ROW),
          }),
    [zoom, model, listed, viewport, firstLine, height],
  );
  const toElsewhere = useCallback(() => {
    const element = scroller.current;
    if (elsewhere === null || element === null) return;
    // with the row that it is below
    element.scrollTop = Math.max(0, (elsewhere.line - 1) * ROW);
    setActiveId(model.skeleton.id[listed[elsewhere.line]!] ?? null);
  }, [elsewhere, scroller, model, listed]);

  const reveal = useCallback(
    (row: number) => {
      const open = revealed(model.tree, collapsed, row);
      if (open !== collapsed) setCollapsed(open);
      const element = scroller.current;
      if (element === null) return;
      const line = placeOf(open === collapsed ? listed : listRows(model.tree, open), row);
      const top = line * ROW;
      if (top < element.scrollTop) element.scrollTop = Math.max(0, top - ROW);
      else if (top + ROW > element.scrollTop + element.clientHeight)
        element.scrollTop = top + 2 * ROW - element.clientHeight;
    },
    [model, collapsed, listed, scroller, setCollapsed],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const track = () => element.querySelector<HTMLElement>("[data-tracks]")?.clientWidth ?? 0;
    const measure = () => {
      setWidth(track());
      setHeight(element.clientHeight);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const onScroll = () => setFirstLine(Math.floor(element.scrollTop / ROW));
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [scroller]);

  // who reads the newest rows of a trace that grows goes on doing so
  const lines = listed.length;
  const linesBefore = useRef(lines);
  useEffect(() => {
    const element = scroller.current;
    const before = linesBefore.current;
    linesBefore.current = lines;
    if (element === null || lines <= before || before * ROW <= element.clientHeight) return;
    if (element.scrollTop + element.clientHeight >= before * ROW - 2) element.scrollTop = lines * ROW;
  }, [lines, scroller]);

  const active = activeId === null ? undefined : model.rowOf.get(activeId);
  const setActive = useCallback((row: number) => setActiveId(model.skeleton.id[row] ?? null), [model]);
  return {
    viewport,
    setViewport,
    bounds,
    collapsed,
    setCollapsed,
    listed,
    first,
    end,
    height,
    /** rows that begin in the stretch of time, while none of those in sight does */
    elsewhere,
    /** and that the first of them is above */
    elsewhereAbove: elsewhere !== null && elsewhere.line < firstLine,
    toElsewhere,
    reveal,
    /** row that the keys stand on */
    active,
    setActive,
  };
}

export type WaterfallView = ReturnType<typeof useWaterfallView>;
