import { type RefObject, useCallback, useLayoutEffect, useMemo, useState } from "react";
import { pairName, pairNamed } from "../../../../shared/trace/comparison-lines.ts";
import { listRows, placeOf, revealed, visibleRows } from "../../../../shared/trace/row-list.ts";
import { type Viewport, whole, within } from "../../../../shared/trace/viewport.ts";
import { ROW } from "../waterfall/row-parts.tsx";
import type { CompareModel } from "./compare-model.ts";

/** Lines drawn beyond the edges, so that a fast wheel finds them there. */
const OVER = 6;

/** The stretch of time of one trace, from the begin of what is compared of it. */
export interface TimeView {
  viewport: Viewport;
  bounds: { from_us: number; to_us: number };
  setViewport: (viewport: Viewport) => void;
}

/** Where the panes stand in the frame around both, pixels from its top, and how high their lines are. */
interface Places {
  width: number;
  height: number;
  topA: number;
  topB: number;
  left: number;
}

/** Spans of a pair that stay when the traces grow: of the first where it has one. */
const keyOf = ({ columns: { a, b } }: CompareModel, pair: number): number =>
  a[pair] === 0 ? -b[pair]! : a[pair]!;

const moved = ({ from_us, to_us, width }: Viewport, by: number): Viewport => ({
  from_us: from_us + by,
  to_us: to_us + by,
  width,
});

/**
 * What is on screen of two traces: the same lines of both, and the same share of time. Both lists scroll as one. On one
 * scale a pixel is as long in both; fitted, each has the whole width.
 */
export function useCompareView(
  model: CompareModel,
  fitted: boolean,
  frame: RefObject<HTMLDivElement | null>,
) {
  const [places, setPlaces] = useState<Places>({ width: 0, height: 0, topA: 0, topB: 0, left: 0 });
  const [firstLine, setFirstLine] = useState(0);
  /** shares of the width; null: all of it, also while it grows */
  const [zoom, setZoom] = useState<{ from: number; to: number } | null>(null);
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set<number>());
  /** by its name, which stays when the traces grow */
  const [activeName, setActiveName] = useState<string | null>(null);

  const { width } = places;
  const [lengthA, lengthB] = [model.a.length, model.b.length];
  const times = useMemo(() => {
    const timeOf = (length: number): TimeView => {
      const bounds = { from_us: 0, to_us: Math.max(1, fitted ? length : Math.max(lengthA, lengthB)) };
      const to = (share: number) => share * bounds.to_us;
      return {
        bounds,
        viewport:
          zoom === null
            ? whole(bounds, width)
            : within(bounds, { from_us: to(zoom.from), to_us: to(zoom.to), width }),
        setViewport: ({ from_us, to_us }) => {
          const all = from_us <= 0 && to_us >= bounds.to_us;
          setZoom(all ? null : { from: from_us / bounds.to_us, to: to_us / bounds.to_us });
        },
      };
    };
    return { a: timeOf(lengthA), b: timeOf(lengthB) };
  }, [width, lengthA, lengthB, fitted, zoom]);

  const [baseA, baseB] = [model.a.base, model.b.base];
  const rows = useMemo(
    () => ({ a: moved(times.a.viewport, baseA), b: moved(times.b.viewport, baseB) }),
    [times, baseA, baseB],
  );

  const { tree } = model.lines;
  const collapsed = useMemo(() => {
    const pairs = new Set<number>();
    if (folded.size > 0)
      for (let pair = 0; pair < tree.end.length; pair++) if (folded.has(keyOf(model, pair))) pairs.add(pair);
    return pairs;
  }, [folded, model, tree]);
  const setCollapsed = useCallback(
    (pairs: ReadonlySet<number>) => setFolded(new Set([...pairs].map((pair) => keyOf(model, pair)))),
    [model],
  );
  const listed = useMemo(() => listRows(tree, collapsed), [tree, collapsed]);
  const { first, end } = visibleRows(listed.length, {
    top: firstLine * ROW,
    height: places.height + ROW,
    rowHeight: ROW,
    over: OVER,
  });

  const reveal = useCallback(
    (pair: number) => {
      const open = revealed(tree, collapsed, pair);
      if (open !== collapsed) setCollapsed(open);
      const scroller = frame.current?.querySelector("[data-scroller]");
      if (!scroller) return;
      const top = placeOf(open === collapsed ? listed : listRows(tree, open), pair) * ROW;
      const { scrollTop, clientHeight } = scroller;
      if (top >= scrollTop && top + ROW <= scrollTop + clientHeight) return;
      // in the middle, and no line cut at the top
      const above = Math.floor(clientHeight / 2 / ROW) * ROW;
      // what is opened may not be as high yet as it has to be
      requestAnimationFrame(() => scroller.scrollTo({ top: Math.max(0, top - above) }));
    },
    [tree, collapsed, listed, frame, setCollapsed],
  );

  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const [above, below] = [...element.querySelectorAll<HTMLElement>("[data-scroller]")];
    const connectors = element.querySelector<HTMLElement>("[data-connectors]");
    if (!above || !below) return;
    const measure = () => {
      const tracks = above.querySelector<HTMLElement>("[data-tracks]");
      const box = element.getBoundingClientRect();
      setPlaces({
        width: tracks?.clientWidth ?? 0,
        left: (tracks?.getBoundingClientRect().left ?? box.left) - box.left,
        height: Math.max(above.clientHeight, below.clientHeight),
        topA: above.getBoundingClientRect().top - box.top,
        topB: below.getBoundingClientRect().top - box.top,
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const follow = (moved: HTMLElement, other: HTMLElement) => () => {
      if (other.scrollTop !== moved.scrollTop) other.scrollTop = moved.scrollTop;
      // the connectors move with the lines, without being drawn again
      connectors?.style.setProperty("--scrolled", `${-moved.scrollTop}px`);
      setFirstLine(Math.floor(moved.scrollTop / ROW));
    };
    const [onAbove, onBelow] = [follow(above, below), follow(below, above)];
    above.addEventListener("scroll", onAbove, { passive: true });
    below.addEventListener("scroll", onBelow, { passive: true });
    return () => {
      observer.disconnect();
      above.removeEventListener("scroll", onAbove);
      below.removeEventListener("scroll", onBelow);
    };
  }, [frame]);

  const active = useMemo(() => {
    const pair = activeName === null ? -1 : pairNamed(model.columns, activeName);
    return pair === -1 ? null : pair;
  }, [activeName, model]);
  const setActive = useCallback((pair: number) => setActiveName(pairName(model.columns, pair)), [model]);

  return {
    places,
    times,
    /** the same stretches, after the base of the skeletons */
    rows,
    collapsed,
    setCollapsed,
    listed,
    first,
    end,
    /** line at the top edge */
    firstLine,
    reveal,
    /** pair that the keys stand on */
    active,
    setActive,
  };
}

export type CompareView = ReturnType<typeof useCompareView>;
