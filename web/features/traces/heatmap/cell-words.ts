import { formatCount } from "../../../components/ui/number-format.ts";
import { formatDuration } from "../../../components/ui/time-format.ts";
import type { HeatCell } from "./heat-rows.ts";

/** One source in one minute: `37 ops/min @ agent-factory (avg 180 ms), 2 failed`. */
export const cellWords = ({ count, source, avg_ms, errors }: HeatCell): string =>
  `${formatCount(count)} ops/min @ ${source}${avg_ms === null ? "" : ` (avg ${formatDuration(avg_ms)})`}${
    errors > 0 ? `, ${formatCount(errors)} failed` : ""
  }`;
