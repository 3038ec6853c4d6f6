import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { LatencyHistogram } from "../../../components/charts/latency-histogram.tsx";
import { Sparkline } from "../../../components/charts/sparkline.tsx";
import { Tooltip } from "../../../components/ui/tooltip.tsx";
import { heatRows, rateOf } from "../heatmap/heat-rows.ts";
import { activityQuery } from "../trace-queries.ts";

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/**
 * Operations a minute over the last half hour, of the sources that the screen is narrowed to; and how long operations
 * of all took in the last hour.
 */
export function ActivityFigures({ sources }: { sources: readonly string[] | undefined }) {
  const { data, dataUpdatedAt } = useQuery(activityQuery);
  const perMinute = useMemo(() => {
    const cells = data?.cells ?? [];
    const wanted = sources && new Set(sources);
    return heatRows(wanted ? cells.filter(({ source }) => wanted.has(source)) : cells, dataUpdatedAt)
      .perMinute;
  }, [data, dataUpdatedAt, sources]);
  if (data === undefined || data.cells.length === 0) return null;
  const perMinuteNow = sources ? rateOf(perMinute, dataUpdatedAt) : data.per_minute;
  const rate = (perMinuteNow < 10 ? fine : whole).format(perMinuteNow);
  const whose = sources
    ? ` of ${sources.slice(0, 3).join(", ")}${sources.length > 3 ? " and others" : ""}`
    : "";
  return (
    <>
      <Tooltip text={`Operations a minute${whose}, mean of the last five; the line is the last half hour`}>
        <button
          type="button"
          aria-label={`${rate} operations a minute${whose}`}
          className="hidden shrink-0 items-center gap-2 rounded text-ink-2 min-[1180px]:flex"
        >
          <Sparkline values={perMinute.slice(-30)} width={84} height={22} />
          <span className="flex items-baseline gap-1">
            <b className="tabular font-mono font-semibold text-14 text-ink">{rate}</b> ops/min
          </span>
        </button>
      </Tooltip>
      <LatencyHistogram buckets={data.latency} className="hidden shrink-0 min-[1240px]:flex" />
    </>
  );
}
