import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useMemo } from "react";
import { Sparkline } from "../../../components/charts/sparkline.tsx";
import { Tooltip } from "../../../components/ui/tooltip.tsx";
import { heatRows } from "../heatmap/heat-rows.ts";
import { activityOf, activityQuery } from "../trace-queries.ts";
import type { TraceUrl } from "../use-trace-url.ts";
import { LatencyFigure } from "./latency-figure.tsx";

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/**
 * Operations a minute over the last half hour, and how long they took in the last hour: of the sources that the screen
 * is narrowed to. Each as the container `figures` has the room.
 */
export function ActivityFigures({ url }: { url: TraceUrl }) {
  const { source: sources } = url.search;
  const { data: all } = useQuery(activityQuery);
  const { data, dataUpdatedAt, isPlaceholderData } = useQuery(activityOf(sources));
  const perMinute = useMemo(
    () => heatRows(data?.cells ?? [], dataUpdatedAt).perMinute,
    [data, dataUpdatedAt],
  );
  const names = useMemo(() => [...new Set(all?.cells.map(({ source }) => source))], [all]);
  if (data === undefined || all === undefined || all.cells.length === 0) return null;
  const rate = (data.per_minute < 10 ? fine : whole).format(data.per_minute);
  const whose = sources
    ? ` of ${sources.slice(0, 3).join(", ")}${sources.length > 3 ? " and others" : ""}`
    : "";
  // what is still that of other sources stands back until theirs has come
  const old = isPlaceholderData && "opacity-40";
  return (
    <>
      <Tooltip text={`Operations a minute${whose}, mean of the last five; the line is the last half hour`}>
        <button
          type="button"
          aria-label={`${rate} operations a minute${whose}`}
          className={clsx(
            "hidden shrink-0 items-center gap-2 rounded text-ink-2 @min-[500px]/figures:flex",
            old,
          )}
        >
          <Sparkline values={perMinute.slice(-30)} width={84} height={22} />
          <span className="flex items-baseline gap-1">
            <b className="tabular font-mono font-semibold text-14 text-ink">{rate}</b> ops/min
          </span>
        </button>
      </Tooltip>
      <LatencyFigure
        buckets={data.latency}
        whose={whose}
        sources={names}
        url={url}
        className={clsx("hidden @min-[320px]/figures:flex", old)}
      />
    </>
  );
}
