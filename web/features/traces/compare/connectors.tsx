import clsx from "clsx";
import { barOf } from "../../../../shared/trace/bar.ts";
import { connectorLine, connectorRibbon } from "../../../../shared/trace/connector.ts";
import { ROW } from "../waterfall/row-parts.tsx";
import type { CompareModel } from "./compare-model.ts";
import type { CompareView } from "./use-compare-view.ts";

/** Where a bar ends and begins within its line, pixels. */
const [BAR_TOP, BAR_BOTTOM] = [6, 20];

/** What connects the spans of the pairs in sight. They move with the lines by a style, and are drawn anew line by line. */
export function Connectors({
  model,
  view,
  selected,
}: {
  model: CompareModel;
  view: CompareView;
  selected: number | null;
}) {
  const { places, listed, firstLine, rows } = view;
  const last = Math.min(listed.length, firstLine + Math.ceil(places.height / ROW));
  const drawn = [];
  for (let line = firstLine; line < last; line++) {
    const pair = listed[line]!;
    const [rowA, rowB] = [model.lines.rowA[pair]!, model.lines.rowB[pair]!];
    if (rowA === -1 || rowB === -1) continue;
    const above = barOf(model.a.model.skeleton, rowA, rows.a, model.a.model.end);
    const below = barOf(model.b.model.skeleton, rowB, rows.b, model.b.model.end);
    if (above === null || below === null) continue;
    const top = places.topA + line * ROW + BAR_BOTTOM;
    const bottom = places.topB + line * ROW + BAR_TOP;
    const kind = model.lines.kind[pair]!;
    const off = kind === "duration" || kind === "status";
    const chosen = pair === selected;
    drawn.push(
      <path
        key={pair}
        data-connects={pair}
        d={(chosen ? connectorRibbon : connectorLine)(above, below, top, bottom)}
        className={clsx(
          chosen
            ? "fill-accent/6 stroke-accent"
            : off
              ? "fill-none stroke-red/65"
              : "fill-none stroke-ink-3/35",
        )}
      />,
    );
  }
  return (
    <div
      aria-hidden
      data-connectors
      className="pointer-events-none absolute right-0 bottom-0 z-1 overflow-hidden"
      style={{ top: places.topA, left: places.left }}
    >
      <svg
        aria-hidden="true"
        className="absolute inset-x-0 overflow-visible"
        style={{ top: -places.topA }}
        width={places.width}
        height={1}
      >
        <g style={{ transform: "translateY(var(--scrolled, 0px))" }}>{drawn}</g>
      </svg>
    </div>
  );
}
