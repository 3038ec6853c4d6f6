import clsx from "clsx";
import { TriangleAlert } from "lucide-react";
import { memo } from "react";
import { barOf, endOf, labelOf } from "../../../../shared/trace/bar.ts";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { hasChildren } from "../../../../shared/trace/row-list.ts";
import { isError, marksOf } from "../../../../shared/trace/skeleton.ts";
import type { Viewport } from "../../../../shared/trace/viewport.ts";
import { GridCell } from "../../../components/ui/grid-parts.tsx";
import type { DrawnGhost } from "../ghosts/drawn-ghosts.ts";
import { GhostBar } from "../ghosts/ghost-bar.tsx";
import { BarLabel, barFill, labelWidths, OutOfView } from "./bar-parts.tsx";
import { errorLook, familyLooks } from "./family-look.ts";
import { HiddenBelow, indentOf, ROW, RowToggle, rowLook } from "./row-parts.tsx";
import type { TraceModel } from "./trace-model.ts";

export const rowId = (row: number) => `span-row-${row}`;

/** Something about it had to be put right; that it is open, or a moment, its bar says. */
const isOdd = (flags: number): boolean =>
  flags > 1 && marksOf(flags).some((mark) => mark !== "open" && mark !== "point");

export interface WaterfallRowProps {
  model: TraceModel;
  row: number;
  /** index in the list, from 0 */
  line: number;
  viewport: Viewport;
  collapsed: boolean;
  selected: boolean;
  /** where the keys stand */
  active: boolean;
  /** it does not fit the filter */
  dim: boolean;
  found: boolean;
  /** stretches of the critical path, microseconds after base */
  critical: readonly { from_us: number; to_us: number }[] | undefined;
  /** what it did in the replay that is looked at */
  ghost: DrawnGhost | null;
  fresh: boolean;
  onToggle: (row: number) => void;
}

/** One span: who, and when. Drawn again only when it or the viewport changes. */
export const WaterfallRow = memo(function WaterfallRow(props: WaterfallRowProps) {
  const { model, row, line, collapsed, selected, active, dim, found, ghost, fresh, onToggle } = props;
  const { skeleton, tree } = model;
  const depth = tree.depth[row]!;
  const parent = hasChildren(tree, row);
  const source = skeleton.sources[skeleton.source[row]!]!;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are drawn as they come into view
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
    <div
      role="row"
      id={rowId(row)}
      data-row={row}
      aria-rowindex={line + 1}
      aria-level={depth + 1}
      aria-selected={selected}
      {...(parent ? { "aria-expanded": !collapsed } : {})}
      className={clsx(rowLook({ selected, active }), fresh && "row-in")}
      style={{ top: line * ROW }}
    >
      <GridCell
        className={clsx("flex min-w-0 items-center border-line-soft border-r pr-2", found && "bg-yellow/10")}
        style={{ paddingLeft: indentOf(depth) }}
      >
        <RowToggle collapsed={collapsed} onToggle={parent ? () => onToggle(row) : null} />
        <span className={clsx("min-w-0 truncate font-medium", dim && "text-ink-3")}>{source}</span>
        {isOdd(skeleton.flags[row]!) && (
          <TriangleAlert aria-hidden className="ml-1.5 size-3 shrink-0 text-yellow" />
        )}
        {collapsed && <HiddenBelow count={tree.end[row]! - row - 1} />}
      </GridCell>
      <GridCell data-track className="relative overflow-hidden">
        <Bar {...props} />
        {ghost && <GhostBar ghost={ghost} viewport={props.viewport} />}
      </GridCell>
    </div>
  );
});

function Bar({ model, row, viewport, dim, critical, ghost }: WaterfallRowProps) {
  const { skeleton, end, families } = model;
  const flags = skeleton.flags[row]!;
  const error = isError(flags);
  const operation = skeleton.operations[skeleton.operation[row]!]!;
  const bar = viewport.width > 0 ? barOf(skeleton, row, viewport, end) : null;
  if (bar === null) return <OutOfView operation={operation} later={skeleton.start[row]! > viewport.to_us} />;
  const open = skeleton.duration[row] === -1;
  const look = error ? errorLook : familyLooks[families[skeleton.stage[row]!]!];
  const length = open ? "running" : durationText(skeleton.duration[row]!);
  const label = labelOf(bar, labelWidths(operation, length), viewport);
  const inside = label.side === "inside" || label.side === "cut";
  const scale = viewport.width / (viewport.to_us - viewport.from_us);
  const until = endOf(skeleton, row, end);
  return (
    <>
      <span
        aria-hidden
        className={clsx(
          "absolute top-1.5 h-3.5",
          !bar.before && "rounded-l-[3px]",
          !bar.after && "rounded-r-[3px]",
        )}
        style={{
          left: bar.left,
          width: bar.width,
          background: barFill(look, open),
          // what stands back is faint, and what is written on it can still be read
          opacity: dim ? 0.2 : undefined,
          boxShadow: error ? "0 0 12px color-mix(in srgb, var(--red) 50%, transparent)" : undefined,
        }}
      />
      {critical?.map(({ from_us, to_us }) => {
        const left = Math.max(0, (from_us - viewport.from_us) * scale);
        const right = Math.min(viewport.width, (Math.min(to_us, until) - viewport.from_us) * scale);
        return right <= 0 || left >= viewport.width ? null : (
          <span
            key={from_us}
            aria-hidden
            // below the bar is the ghost's place
            className={clsx("absolute h-[3px] rounded-sm bg-yellow", ghost ? "top-[2px]" : "top-[22px]")}
            style={{ left, width: Math.max(1, right - left) }}
          />
        );
      })}
      <BarLabel
        label={label}
        operation={operation}
        length={length}
        inside={inside}
        color={inside && !dim ? look.ink : `var(${dim && !inside ? "--text-3" : "--text-2"})`}
        error={error}
        odd={marksOf(flags)}
      />
    </>
  );
}
