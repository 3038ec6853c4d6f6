import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { LatencyHistogram } from "../../../components/charts/latency-histogram.tsx";
import { Sparkline } from "../../../components/charts/sparkline.tsx";
import { Tooltip } from "../../../components/ui/tooltip.tsx";
import { heatRows } from "../heatmap/heat-rows.ts";
import { activityQuery } from "../trace-queries.ts";

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** Operations a minute over the last half hour, and how long operations took in the last hour. */
export function ActivityFigures() {
  const { data } = useQuery(activityQuery);
  const perMinute = useMemo(
    () => (data ? heatRows(data.cells, Date.now()).perMinute.slice(-30) : []),
    [data],
  );
  if (data === undefined || data.cells.length === 0) return null;
  const rate = (data.per_minute < 10 ? fine : whole).format(data.per_minute);
  return (
    <>
      <Tooltip text="Operations a minute, mean of the last five; the line is the last half hour">
        <button
          type="button"
          aria-label={`${rate} operations a minute`}
          className="hidden shrink-0 items-center gap-2 rounded text-ink-2 min-[1180px]:flex"
        >
          <Sparkline values={perMinute} width={84} height={22} />
          <span className="flex items-baseline gap-1">
            <b className="tabular font-mono font-semibold text-14 text-ink">{rate}</b> ops/min
          </span>
        </button>
      </Tooltip>
      <LatencyHistogram buckets={data.latency} className="hidden shrink-0 min-[1340px]:flex" />
    </>
  );
}
