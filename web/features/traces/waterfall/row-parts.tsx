import clsx from "clsx";
import { ChevronDown, ChevronRight } from "lucide-react";

/** Height of a row, pixels. */
export const ROW = 27;

/** Levels that are still moved in; deeper ones stand below each other, and the tooltip says how deep. */
const MOST_INDENT = 8;
/** Room before what a row is called, pixels. */
export const indentOf = (depth: number): number => 6 + Math.min(depth, MOST_INDENT) * 11;

/** A row of a call tree, of names and bars; `active`: the keys stand on it while the tree has the focus. */
export const rowLook = ({ selected, active }: { selected: boolean; active: boolean }): string =>
  clsx(
    "absolute inset-x-0 grid h-[27px] grid-cols-[var(--names)_minmax(0,1fr)] border-line-soft border-b",
    selected ? "bg-accent/7 shadow-[inset_2px_0_var(--accent)]" : "hover:bg-surface-2",
    active && "outline-accent group-focus-visible/tree:outline-2 group-focus-visible/tree:-outline-offset-2",
  );

/** Shows or hides what is below; null: nothing is. */
export function RowToggle({ collapsed, onToggle }: { collapsed: boolean; onToggle: (() => void) | null }) {
  if (onToggle === null) return <span className="w-4 shrink-0" />;
  return (
    <button
      type="button"
      tabIndex={-1}
      data-toggle
      aria-label={collapsed ? "Show what is below" : "Hide what is below"}
      onClick={(event) => {
        // the row takes clicks as well
        event.stopPropagation();
        onToggle();
      }}
      className="grid size-4 shrink-0 place-items-center rounded text-ink-3 hover:text-ink [&>svg]:size-3"
    >
      {collapsed ? <ChevronRight /> : <ChevronDown />}
    </button>
  );
}

/** How many rows are hidden below. */
export function HiddenBelow({ count }: { count: number }) {
  return (
    <span className="tabular ml-1.5 shrink-0 rounded bg-line px-1 font-mono text-11 text-ink-2">{count}</span>
  );
}
