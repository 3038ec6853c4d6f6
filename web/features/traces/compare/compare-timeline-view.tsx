import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { findPairs } from "../../../../shared/trace/comparison-find.ts";
import { nextStop } from "../../../../shared/trace/comparison-lines.ts";
import { nextMatch } from "../../../../shared/trace/find-rows.ts";
import { moveRow, type RowMove } from "../../../../shared/trace/move-row.ts";
import { placeOf } from "../../../../shared/trace/row-list.ts";
import { useIsWide } from "../../../components/ui/use-is-wide.ts";
import { useSteady } from "../../../components/ui/use-steady.ts";
import { ROW } from "../waterfall/row-parts.tsx";
import type { CompareModel } from "./compare-model.ts";
import { ComparePane } from "./compare-pane.tsx";
import { CompareSearchField } from "./compare-search-field.tsx";
import { CompareStrip } from "./compare-strip.tsx";
import { CompareSummary } from "./compare-summary.tsx";
import { Connectors } from "./connectors.tsx";
import { useCompareCommands } from "./use-compare-commands.ts";
import { useCompareView } from "./use-compare-view.ts";

/** Keys of the lists while one has the focus. */
const treeKeys: Record<string, RowMove> = {
  ArrowUp: "up",
  ArrowDown: "down",
  PageUp: "page-up",
  PageDown: "page-down",
  Home: "first",
  End: "last",
  ArrowRight: "in",
  ArrowLeft: "out",
};

/**
 * Two traces above each other, the spans that are the same call on the same line of both and connected. However many
 * there are, what is in the page is one screen of them.
 */
export function CompareTimelineView({
  model,
  fitted,
  words,
  selected,
  onSelect,
  onScale,
  onSearch,
}: {
  model: CompareModel;
  fitted: boolean;
  /** that calls are looked for by */
  words: string;
  /** pair that is open */
  selected: number | null;
  onSelect: (pair: number) => void;
  onScale: (scale: "same" | "fitted") => void;
  onSearch: (words: string) => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const wide = useIsWide();
  const view = useCompareView(model, fitted, frame);
  const { reveal } = view;
  const { stops } = model.lines;
  const first = model.columns.first_divergence;

  const pick = (pair: number) => {
    if (pair === -1) return;
    view.setActive(pair);
    onSelect(pair);
  };
  const go = (pair: number) => {
    pick(pair);
    reveal(pair);
  };
  const step = (direction: 1 | -1) => {
    const next = nextStop(stops, view.active ?? selected, direction);
    if (next !== null) go(next);
  };
  const pairsOf = (text: string) =>
    findPairs(model.lines, model.a.model.skeleton, model.b.model.skeleton, text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it asks nothing but the model
  const found = useMemo(() => pairsOf(words), [model, words]);
  const find = (text: string, direction: 1 | -1) => {
    // what has just been typed may not have been looked for yet
    const pairs = text.trim() === words ? found : pairsOf(text);
    const hit = nextMatch(pairs, view.active ?? selected ?? -1, direction);
    if (hit === null) return;
    // in a narrow window both spans would cover the field
    if (selected === null && !wide) view.setActive(hit.row);
    else pick(hit.row);
    reveal(hit.row);
  };
  const toFirst = () => first !== null && go(first.at);
  useCompareCommands({
    model,
    view,
    selected,
    onStep: step,
    onSearch: () => searchRef.current?.select(),
    onFirst: toFirst,
    onFit: () => onScale(fitted ? "same" : "fitted"),
  });

  // a link to a pair brings it into view, else that where the traces part, once they are there
  const shown = useRef<number | null>(null);
  const wanted = selected ?? (shown.current === null ? (first?.at ?? null) : null);
  useEffect(() => {
    if (wanted === null || shown.current === wanted || view.places.height === 0) return;
    shown.current = wanted;
    reveal(wanted);
  }, [wanted, reveal, view.places.height]);

  const active = view.active ?? selected;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const move = treeKeys[event.key];
    if (event.key === "Enter" && active !== null) pick(active);
    else if (move === undefined || view.listed.length === 0) return;
    else if (active === null) view.setActive(view.listed[0]!);
    else {
      const page = Math.max(1, Math.floor(view.places.height / ROW) - 1);
      const cursor = { row: active, collapsed: view.collapsed };
      const next = moveRow(model.lines.tree, view.listed, cursor, move, page);
      if (next.collapsed !== view.collapsed) view.setCollapsed(next.collapsed);
      view.setActive(next.row);
      reveal(next.row);
    }
    event.preventDefault();
  };

  const toggle = useSteady((pair: number) => {
    const next = new Set(view.collapsed);
    if (!next.delete(pair)) next.add(pair);
    view.setCollapsed(next);
  });
  const steadyPick = useSteady(pick);
  const hits = useMemo(() => new Set(found), [found]);
  const panes = { model, view, selected, hits, onPick: steadyPick, onToggle: toggle, onKeyDown };
  return (
    <section aria-label="Comparison" className="flex h-full min-h-0 min-w-0 flex-col">
      <CompareSummary model={model} at={view.active ?? selected} onStep={step} onFirst={toFirst}>
        <CompareSearchField
          value={words}
          found={found.length}
          at={active === null || !hits.has(active) ? -1 : placeOf(found, active)}
          inputRef={searchRef}
          onChange={onSearch}
          onStep={find}
          onLeave={() => frame.current?.querySelector<HTMLElement>("[data-scroller]")?.focus()}
        />
      </CompareSummary>
      <CompareStrip model={model} view={view} />
      <div ref={frame} className="relative flex min-h-0 flex-1 flex-col [--names:210px]">
        <ComparePane {...panes} side="a" />
        <div aria-hidden className="h-1.5 shrink-0 border-line border-y bg-sunken" />
        <ComparePane {...panes} side="b" />
        <Connectors model={model} view={view} selected={selected} />
      </div>
    </section>
  );
}
