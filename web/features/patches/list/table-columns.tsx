import type { ReactNode } from "react";
import type { PatchRecord } from "../../../../shared/models/patch-record.ts";
import { FilePath } from "../../../components/ui/file-path.tsx";
import { StatusPill } from "../../../components/ui/status-pill.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { formatDuration } from "../../../components/ui/time-format.ts";
import { LineCounts } from "./line-counts.tsx";

interface Column {
  name: string;
  className: string;
  draw: (patch: PatchRecord) => ReactNode;
}

const text = "min-w-0 truncate text-ink-2";
const mono = `${text} font-mono text-12`;
const figures = `${mono} tabular text-right`;
const duration = (milliseconds: number | null) =>
  milliseconds === null || !(milliseconds > 0) ? "—" : formatDuration(milliseconds);

/** The columns of the table, from left to right. `tableColumns` gives their widths in the same order. */
export const columns: readonly Column[] = [
  {
    name: "Time",
    className: "tabular truncate font-mono text-12 text-ink-3",
    draw: (patch) => <Time iso={patch.created_at} format="short" />,
  },
  { name: "Status", className: "", draw: (patch) => <StatusPill status={patch.display_status} /> },
  { name: "File", className: "flex min-w-0", draw: (patch) => <FilePath path={patch.file} /> },
  { name: "Operation", className: mono, draw: (patch) => patch.op },
  { name: "Requester", className: text, draw: (patch) => patch.requester ?? "—" },
  { name: "Task", className: mono, draw: (patch) => patch.task_id ?? "—" },
  { name: "Order", className: mono, draw: (patch) => patch.order_id ?? "—" },
  { name: "Factory", className: text, draw: (patch) => patch.factory ?? "—" },
  { name: "Lines", className: "text-right", draw: (patch) => <LineCounts patch={patch} /> },
  { name: "Check", className: figures, draw: (patch) => duration(patch.ts_check_ms) },
  {
    // from the request to its newest event
    name: "Took",
    className: figures,
    draw: (patch) => duration(Date.parse(patch.updated_at) - Date.parse(patch.created_at)),
  },
];

/** Their widths; the table scrolls sideways where they do not fit. */
export const tableColumns =
  "grid grid-cols-[88px_84px_minmax(180px,1fr)_116px_120px_80px_72px_108px_72px_58px_58px] gap-2 min-w-[1120px]";
