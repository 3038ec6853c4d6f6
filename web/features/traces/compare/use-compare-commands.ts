import { collapsedFrom } from "../../../../shared/trace/row-list.ts";
import { around, panBy, zoomAbout } from "../../../../shared/trace/viewport.ts";
import { type Command, useCommands } from "../../../components/frame/commands.ts";
import type { CompareModel } from "./compare-model.ts";
import type { CompareView } from "./use-compare-view.ts";

/** The keys of the two time lines, those of the waterfall where it has one. */
export function useCompareCommands({
  model,
  view,
  selected,
  onStep,
  onSearch,
  onFirst,
  onFit,
}: {
  model: CompareModel;
  view: CompareView;
  selected: number | null;
  /** to the next difference, or the one before */
  onStep: (direction: 1 | -1) => void;
  onSearch: () => void;
  onFirst: () => void;
  onFit: () => void;
}): void {
  const { viewport, bounds, setViewport } = view.times.a;
  const pan = (share: number) => setViewport(panBy(viewport, bounds, share * viewport.width));
  const zoom = (factor: number) => setViewport(zoomAbout(viewport, bounds, viewport.width / 2, factor));
  const { tree } = model.lines;
  const toPair = () => {
    const pair = view.active ?? selected;
    if (pair === null) return;
    const side = model.lines.rowA[pair] === -1 ? "b" : "a";
    const { base, model: own, rowOf } = model[side];
    const row = rowOf[pair]!;
    if (row === -1) return;
    const time = view.times[side];
    const start = own.skeleton.start[row]! - base;
    const length = own.skeleton.duration[row]! === -1 ? own.end - base - start : own.skeleton.duration[row]!;
    time.setViewport(around(time.bounds, start, length, time.viewport.width));
  };
  const key = (id: string, title: string, keys: string[], run: () => void, inPalette = false): Command => ({
    id,
    title,
    section: "Comparison",
    keys,
    inPalette,
    run,
  });
  useCommands([
    key("compare-next", "Next difference", ["n"], () => onStep(1), true),
    key("compare-previous", "Difference before", ["p", "N"], () => onStep(-1), true),
    key("compare-find", "Find calls of both traces", ["/", "Mod+b"], onSearch, true),
    key("compare-first", "Where they part", ["1"], onFirst, true),
    key("compare-scale", "One scale, or each over the whole width", ["m"], onFit, true),
    key("compare-left", "Earlier", ["a", "ArrowLeft"], () => pan(-0.05)),
    key("compare-right", "Later", ["d", "ArrowRight"], () => pan(0.05)),
    key("compare-far-left", "Much earlier", ["A", "Shift+ArrowLeft"], () => pan(-0.2)),
    key("compare-far-right", "Much later", ["D", "Shift+ArrowRight"], () => pan(0.2)),
    key("compare-in", "Zoom in", ["+", "=", "ArrowUp"], () => zoom(0.8)),
    key("compare-out", "Zoom out", ["-", "ArrowDown"], () => zoom(1.25)),
    key("compare-span", "Zoom to the call", ["z"], toPair, true),
    key(
      "compare-all",
      "Show all of both traces",
      ["0"],
      () => setViewport({ ...bounds, width: viewport.width }),
      true,
    ),
    key("compare-open-all", "Open all levels", ["["], () => view.setCollapsed(new Set()), true),
    key(
      "compare-close-all",
      "Close all levels",
      ["]"],
      () => view.setCollapsed(collapsedFrom(tree, 0)),
      true,
    ),
  ]);
}
