import clsx from "clsx";
import { Sparkline } from "../../../components/charts/sparkline.tsx";
import { GridCell } from "../../../components/ui/grid-parts.tsx";
import { formatMinute } from "../../../components/ui/time-format.ts";
import { cellWords } from "./cell-words.ts";
import { type HeatCell, type HeatRow, heatOf } from "./heat-rows.ts";

export type HeatMetric = "count" | "avg_ms";

const colors: Record<HeatMetric, string> = { count: "--accent", avg_ms: "--cyan" };
const heatValue = (cell: HeatCell | null, metric: HeatMetric): number => cell?.[metric] ?? 0;

export const heatId = (row: number, minute: number) => `heat-${row}-${minute}`;

/** One source: its name, how it went, and a cell for each minute. */
export function HeatLine({
  row: { source, cells, total },
  index,
  minutes,
  metric,
  most,
  only,
  dim,
  minute,
  here,
  onOnly,
}: {
  row: HeatRow;
  index: number;
  /** ISO, one for each cell */
  minutes: readonly string[];
  metric: HeatMetric;
  /** what a cell of full colour has */
  most: number;
  /** the screen is narrowed to this source */
  only: boolean;
  /** the screen is narrowed to others */
  dim: boolean;
  /** the minute that the list is narrowed to */
  minute: string | undefined;
  /** cell that the keys stand on, if it is in this row */
  here: number | undefined;
  onOnly: () => void;
}) {
  const mark = (at: number) => here === at && "outline-accent group-focus-visible/heat:outline-2";
  return (
    <>
      <GridCell id={heatId(index, -1)} className={clsx("flex min-w-0 rounded", mark(-1))}>
        <button
          type="button"
          tabIndex={-1}
          aria-pressed={only}
          title={`${source}: ${only ? "show all sources" : "show this source alone"}`}
          onClick={onOnly}
          className={clsx(
            "min-w-0 truncate rounded text-12 leading-4 hover:text-ink",
            only ? "text-accent" : "text-ink-2",
          )}
        >
          {source}
        </button>
      </GridCell>
      <GridCell
        aria-label={`${total} operations in an hour`}
        className={clsx("flex items-center overflow-hidden pr-1", dim && "opacity-40")}
      >
        <Sparkline
          values={cells.map((cell) => heatValue(cell, metric))}
          width={56}
          height={14}
          color={`var(${colors[metric]})`}
        />
      </GridCell>
      {cells.map((cell, at) => (
        <GridCell
          // biome-ignore lint/suspicious/noArrayIndexKey: a minute is its place
          key={at}
          id={heatId(index, at)}
          data-cell={`${index} ${at}`}
          aria-label={`${formatMinute(minutes[at]!)}, ${cell === null ? "nothing" : cellWords(cell)}`}
          className={clsx(
            "h-4 rounded-sm",
            dim && "opacity-40",
            mark(at),
            minutes[at] === minute && only && "ring-1 ring-ink",
          )}
          style={{
            background:
              cell === null
                ? "color-mix(in srgb, var(--line) 35%, transparent)"
                : `color-mix(in srgb, var(${colors[metric]}) ${Math.round(
                    14 + 81 * heatOf(heatValue(cell, metric), most),
                  )}%, var(--surface))`,
          }}
        />
      ))}
    </>
  );
}
