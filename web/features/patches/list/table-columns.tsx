import type { ReactNode } from "react";
import type { PatchRecord } from "../../../../shared/models/patch-record.ts";
import { FilePath } from "../../../components/ui/file-path.tsx";
import { LineCounts } from "../../../components/ui/line-counts.tsx";
import { StatusPill } from "../../../components/ui/status-pill.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { formatDuration } from "../../../components/ui/time-format.ts";

interface Column {
  name: string;
  className: string;
  draw: (patch: PatchRecord) => ReactNode;
}

const text = "min-w-0 truncate text-ink-2";
const mono = `${text} font-mono text-12`;
const figures = `${mono} tabular text-right`;
/** Cut where room is short, and whole on hover. */
const whole = (value: string | null) => (value === null ? "—" : <span title={value}>{value}</span>);
const duration = (milliseconds: number | null) =>
  milliseconds === null || !(milliseconds > 0) ? "—" : formatDuration(milliseconds);

/** From which width of the list on a column is there. What is narrower than 520 shows what the stream does. */
const from = { w520: "hidden @min-[520px]:block", w760: "hidden @min-[760px]:block" };
const wide = { w880: "hidden @min-[880px]:block", w1020: "hidden @min-[1020px]:block" };
const widest = "hidden @min-[1160px]:block";

/**
 * The columns of the table, from left to right; `tableColumns` gives their widths in the same order. Beside an open
 * patch there is room for what a reader looks for first, and the rest comes as the list grows wider: nothing
 * is ever out of sight to the side.
 */
export const columns: readonly Column[] = [
  {
    name: "Time",
    className: "tabular truncate font-mono text-12 text-ink-3",
    draw: (patch) => <Time iso={patch.created_at} format="day" />,
  },
  { name: "Status", className: "", draw: (patch) => <StatusPill status={patch.display_status} /> },
  { name: "File", className: "flex min-w-0", draw: (patch) => <FilePath path={patch.file} /> },
  { name: "Operation", className: `${mono} ${from.w520}`, draw: (patch) => whole(patch.op) },
  { name: "Requester", className: `${text} ${from.w520}`, draw: (patch) => whole(patch.requester) },
  { name: "Task", className: `${mono} ${widest}`, draw: (patch) => whole(patch.task_id) },
  { name: "Order", className: `${mono} ${from.w760}`, draw: (patch) => whole(patch.order_id) },
  { name: "Factory", className: `${text} ${wide.w1020}`, draw: (patch) => whole(patch.factory) },
  {
    name: "Lines",
    className: "text-right @max-[430px]:hidden",
    draw: (patch) => <LineCounts patch={patch} />,
  },
  { name: "Check", className: `${figures} ${widest}`, draw: (patch) => duration(patch.ts_check_ms) },
  {
    // from the request to its newest event
    name: "Took",
    className: `${figures} ${wide.w880}`,
    draw: (patch) => duration(Date.parse(patch.updated_at) - Date.parse(patch.created_at)),
  },
];

/** Their widths, by the width of the list; each step has a track for each column that is there. */
export const tableColumns = [
  "grid gap-2 grid-cols-[64px_84px_minmax(0,1fr)_70px]",
  "@max-[430px]:grid-cols-[64px_84px_minmax(0,1fr)]",
  "@min-[520px]:grid-cols-[60px_82px_minmax(0,1.5fr)_98px_minmax(0,1fr)_66px]",
  "@min-[620px]:grid-cols-[64px_84px_minmax(0,1.5fr)_116px_minmax(0,1fr)_70px]",
  "@min-[760px]:grid-cols-[64px_84px_minmax(0,1fr)_116px_120px_72px_72px]",
  "@min-[880px]:grid-cols-[64px_84px_minmax(0,1fr)_116px_120px_72px_72px_58px]",
  "@min-[1020px]:grid-cols-[64px_84px_minmax(0,1fr)_116px_120px_72px_108px_72px_58px]",
  "@min-[1160px]:grid-cols-[64px_84px_minmax(0,1fr)_116px_130px_80px_72px_108px_72px_58px_58px]",
].join(" ");
