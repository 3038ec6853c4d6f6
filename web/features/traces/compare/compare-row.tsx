import clsx from "clsx";
import { Flag } from "lucide-react";
import { memo } from "react";
import { hasChildren } from "../../../../shared/trace/row-list.ts";
import { isError } from "../../../../shared/trace/skeleton.ts";
import type { Viewport } from "../../../../shared/trace/viewport.ts";
import { GridCell } from "../../../components/ui/grid-parts.tsx";
import { HiddenBelow, indentOf, ROW, RowToggle, rowLook } from "../waterfall/row-parts.tsx";
import { CompareBar } from "./compare-bar.tsx";
import type { ComparedSide, CompareModel } from "./compare-model.ts";
import { PairTag, pairWords, type TaggedSpan } from "./pair-tag.tsx";
import type { Side } from "./use-compare-url.ts";

export const pairRowId = (side: Side, pair: number) => `pair-${side}-${pair}`;

export interface CompareRowProps {
  model: CompareModel;
  side: Side;
  pair: number;
  /** index in the list, from 0 */
  line: number;
  /** microseconds after the skeleton's base */
  viewport: Viewport;
  collapsed: boolean;
  selected: boolean;
  /** where the keys stand */
  active: boolean;
  /** where the traces part */
  parts: boolean;
  /** the search found it */
  found: boolean;
  onToggle: (pair: number) => void;
  onPick: (pair: number) => void;
}

function tagged({ model: { skeleton }, rowOf }: ComparedSide, pair: number): TaggedSpan | null {
  const row = rowOf[pair]!;
  return row === -1 ? null : { failed: isError(skeleton.flags[row]!), us: skeleton.duration[row]! };
}

/** One line of one trace: its span of a pair, or that it has none. Drawn again only when something of it changes. */
export const CompareRow = memo(function CompareRow(props: CompareRowProps) {
  const { model, side, pair, line, collapsed, selected, active, parts, found, onToggle, onPick } = props;
  const { lines, columns } = model;
  const kind = lines.kind[pair]!;
  const depth = lines.tree.depth[pair]!;
  const parent = hasChildren(lines.tree, pair);
  const [own, other] = side === "a" ? [model.a, model.b] : [model.b, model.a];
  const row = own.rowOf[pair]!;
  const named = row === -1 ? other : own;
  const { skeleton } = named.model;
  const nameRow = named.rowOf[pair]!;
  // what has just come in is in the comparison before it is in the trace
  const source = nameRow === -1 ? "…" : skeleton.sources[skeleton.source[nameRow]!]!;
  const operation = nameRow === -1 ? "" : skeleton.operations[skeleton.operation[nameRow]!]!;
  // of what one trace lacks with all below it the topmost alone says so
  const above = columns.above[pair]!;
  const below = (kind === "missing" || kind === "added") && above !== -1 && lines.kind[above] === kind;
  const told = !below && (side === "b" || kind === "missing");
  const words = told
    ? pairWords(
        kind,
        columns.flags[pair]!,
        columns.deviation[pair]!,
        tagged(model.a, pair),
        tagged(model.b, pair),
      )
    : "";
  const off = side === "b" && (kind === "duration" || kind === "status");
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are drawn as they come into view
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
    <div
      role="row"
      id={pairRowId(side, pair)}
      data-pair={pair}
      {...(row === -1 ? { onClick: () => onPick(pair) } : { "data-row": row })}
      aria-rowindex={line + 1}
      aria-level={depth + 1}
      aria-selected={selected}
      {...(parent ? { "aria-expanded": !collapsed } : {})}
      className={rowLook({ selected, active })}
      style={{ top: line * ROW }}
    >
      <GridCell
        className={clsx("flex min-w-0 items-center border-line-soft border-r pr-2", found && "bg-yellow/10")}
        style={{ paddingLeft: indentOf(depth) }}
      >
        <RowToggle collapsed={collapsed} onToggle={parent ? () => onToggle(pair) : null} />
        {parts && (
          <Flag role="img" aria-label="Here they part" className="mr-1 size-3 shrink-0 text-yellow" />
        )}
        <span
          className={clsx(
            "min-w-0 truncate font-medium",
            row === -1 && (found ? "text-ink-2" : "text-ink-3"),
          )}
        >
          {source}
        </span>
        {collapsed && <HiddenBelow count={lines.tree.end[pair]! - pair - 1} />}
        <PairTag kind={kind} words={words} />
      </GridCell>
      <GridCell data-track className="relative overflow-hidden">
        {row === -1 ? (
          <span className="absolute inset-y-1 right-0 left-0 flex items-center overflow-hidden whitespace-nowrap bg-[repeating-linear-gradient(135deg,transparent_0_5px,var(--line-soft)_5px_6px)] pl-2 text-11 text-ink-3">
            {operation !== "" && <span className="mr-1.5 font-mono">{operation}</span>}
            {side === "a" ? "not in the first trace" : "not in the second trace"}
          </span>
        ) : (
          <CompareBar
            model={own.model}
            row={row}
            viewport={props.viewport}
            look={off ? "off" : kind === "missing" || kind === "added" ? "alone" : "plain"}
          />
        )}
      </GridCell>
    </div>
  );
});
