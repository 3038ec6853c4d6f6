import type { RefObject } from "react";
import { nextMatch } from "../../../../shared/trace/find-rows.ts";
import { collapsedFrom, hasChildren, placeOf } from "../../../../shared/trace/row-list.ts";
import { around, panBy, zoomAbout } from "../../../../shared/trace/viewport.ts";
import { type Command, useCommands } from "../../../components/frame/commands.ts";
import { ROW } from "./row-parts.tsx";
import type { TraceModel } from "./trace-model.ts";
import type { WaterfallView } from "./use-waterfall-view.ts";

/**
 * The keys of a waterfall, those of Jaeger where it has one: `w s` scroll, `a d` and the arrows pan, up and down zoom,
 * with Shift far, `f b` next and previous span, `o p` one level, `[ ]` all.
 */
export function useWaterfallCommands({
  model,
  view,
  selected,
  found,
  onSelect,
  onCritical,
  scroller,
}: {
  model: TraceModel;
  view: WaterfallView;
  selected: number | undefined;
  found: readonly number[];
  onSelect: (row: number) => void;
  onCritical: () => void;
  scroller: RefObject<HTMLDivElement | null>;
}): void {
  const { viewport, bounds, setViewport, tree } = { ...view, tree: model.tree };
  const pan = (share: number) => setViewport(panBy(viewport, bounds, share * viewport.width));
  const zoom = (factor: number) => setViewport(zoomAbout(viewport, bounds, viewport.width / 2, factor));
  const scroll = (share: number) => {
    const element = scroller.current;
    if (element) element.scrollTop += Math.max(ROW, Math.floor((share * element.clientHeight) / ROW) * ROW);
  };
  const current = view.active ?? selected;
  const step = (by: 1 | -1) => {
    const line = current === undefined ? (by === 1 ? -1 : 0) : placeOf(view.listed, current);
    const row = view.listed[Math.min(view.listed.length - 1, Math.max(0, line + by))];
    if (row === undefined) return;
    onSelect(row);
    view.reveal(row);
  };
  const find = (direction: 1 | -1) => {
    const hit = nextMatch(found, current ?? -1, direction);
    if (hit === null) return;
    onSelect(hit.row);
    view.reveal(hit.row);
  };
  const openLevel = () => {
    const shallow = Math.min(...[...view.collapsed].map((row) => tree.depth[row]!));
    view.setCollapsed(new Set([...view.collapsed].filter((row) => tree.depth[row] !== shallow)));
  };
  const closeLevel = () => {
    let deepest = -1;
    for (const row of view.listed)
      if (hasChildren(tree, row) && !view.collapsed.has(row)) deepest = Math.max(deepest, tree.depth[row]!);
    if (deepest < 0) return;
    const next = new Set(view.collapsed);
    for (const row of view.listed) if (tree.depth[row] === deepest && hasChildren(tree, row)) next.add(row);
    view.setCollapsed(next);
  };
  const toSpan = () => {
    if (current === undefined) return;
    const { start, duration } = model.skeleton;
    const length = duration[current] === -1 ? model.end - start[current]! : duration[current]!;
    setViewport(around(bounds, start[current]!, length, viewport.width));
  };
  const key = (id: string, title: string, keys: string[], run: () => void, inPalette = false): Command => ({
    id,
    title,
    section: "Waterfall",
    keys,
    inPalette,
    run,
  });
  /** what the rows answer by themselves; run from anywhere it gives them the focus */
  const held = (id: string, title: string, heldKeys: string[]): Command => ({
    id,
    title,
    section: "In the rows of the waterfall (Tab)",
    heldKeys,
    inPalette: false,
    run: () => scroller.current?.focus(),
  });
  useCommands([
    held("wf-walk", "Row above, below", ["ArrowUp", "ArrowDown"]),
    held("wf-fold", "Open or go in, close or go out", ["ArrowRight", "ArrowLeft"]),
    held("wf-page", "A screen of rows", ["PageUp", "PageDown"]),
    held("wf-ends", "First, last row", ["Home", "End"]),
    held("wf-open", "Show the span", ["Enter"]),
    key("span-next", "Next span", ["f"], () => step(1)),
    key("span-previous", "Span before", ["b"], () => step(-1)),
    key("wf-down", "Scroll down", ["s"], () => scroll(0.9)),
    key("wf-up", "Scroll up", ["w"], () => {
      const element = scroller.current;
      if (element) element.scrollTop -= Math.max(ROW, Math.floor((0.9 * element.clientHeight) / ROW) * ROW);
    }),
    key("wf-left", "Earlier", ["a", "ArrowLeft"], () => pan(-0.05)),
    key("wf-right", "Later", ["d", "ArrowRight"], () => pan(0.05)),
    key("wf-far-left", "Much earlier", ["A", "Shift+ArrowLeft"], () => pan(-0.2)),
    key("wf-far-right", "Much later", ["D", "Shift+ArrowRight"], () => pan(0.2)),
    key("wf-in", "Zoom in", ["ArrowUp", "+", "="], () => zoom(0.8)),
    key("wf-out", "Zoom out", ["ArrowDown", "-"], () => zoom(1.25)),
    key("wf-far-in", "Zoom in far", ["Shift+ArrowUp"], () => zoom(0.5)),
    key("wf-far-out", "Zoom out far", ["Shift+ArrowDown"], () => zoom(2)),
    key("wf-span", "Zoom to the span", ["z"], toSpan, true),
    key(
      "wf-all",
      "Show all of the trace",
      ["0"],
      () => setViewport({ ...bounds, width: viewport.width }),
      true,
    ),
    key("wf-window", "To the rows that begin in the window", ["."], view.toElsewhere, true),
    key("wf-open-one", "Open one level", ["o"], openLevel),
    key("wf-close-one", "Close one level", ["p"], closeLevel),
    key("wf-open-all", "Open all levels", ["["], () => view.setCollapsed(new Set()), true),
    key("wf-close-all", "Close all levels", ["]"], () => view.setCollapsed(collapsedFrom(tree, 0)), true),
    key("wf-critical", "Critical path", ["c"], onCritical, true),
    ...(found.length > 0
      ? [
          key("wf-find", "Next match", ["n"], () => find(1)),
          key("wf-find-back", "Match before", ["N"], () => find(-1)),
        ]
      : []),
  ]);
}
