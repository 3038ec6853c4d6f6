import clsx from "clsx";
import { memo, useState } from "react";
import type { PatchRecord } from "../../../../shared/models/patch-record.ts";
import { FilePath } from "../../../components/ui/file-path.tsx";
import { GridCell, GridRow } from "../../../components/ui/grid-parts.tsx";
import { LineCounts } from "../../../components/ui/line-counts.tsx";
import { StatusPill } from "../../../components/ui/status-pill.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { streamColumns } from "./stream-columns.ts";
import { columns, tableColumns } from "./table-columns.tsx";

export interface PatchRowProps {
  patch: PatchRecord;
  view: "stream" | "table";
  /** the line in the list, from 0 */
  line: number;
  /** its patch is open in the panel */
  selected: boolean;
  /** where the keys stand */
  active: boolean;
  /** it has just come in */
  fresh: boolean;
  onOpen: (patchId: string) => void;
}

export const rowId = (patchId: string) => `patch-${patchId}`;

/** One patch of the list. Drawn again only when its own record or state changes. */
export const PatchRow = memo(function PatchRow({
  patch,
  view,
  line,
  selected,
  active,
  fresh,
  onOpen,
}: PatchRowProps) {
  // the flag lasts until the next batch, the fading in until it is done
  const [cameIn] = useState(fresh);
  return (
    <GridRow
      id={rowId(patch.patch_id)}
      data-patch-id={patch.patch_id}
      aria-rowindex={line + 1}
      aria-selected={selected}
      onClick={() => onOpen(patch.patch_id)}
      className={clsx(
        "h-8 items-center border-line-soft border-b px-3",
        view === "table" ? tableColumns : streamColumns,
        selected ? "bg-accent/7 shadow-[inset_2px_0_var(--accent)]" : "hover:bg-surface-2",
        active &&
          "outline-accent group-focus-visible/list:outline-2 group-focus-visible/list:-outline-offset-2",
        active &&
          !selected &&
          "not-group-focus-visible/list:outline-1 not-group-focus-visible/list:outline-ink-3/60 not-group-focus-visible/list:-outline-offset-1",

        cameIn && "row-in",
      )}
    >
      {view === "table" ? <TableCells patch={patch} /> : <StreamCells patch={patch} />}
    </GridRow>
  );
});

const cell = "min-w-0 truncate";

function StreamCells({ patch }: { patch: PatchRecord }) {
  return (
    <>
      <GridCell className="tabular font-mono text-12 text-ink-3">
        <Time iso={patch.created_at} format="day" />
      </GridCell>
      <GridCell>
        <StatusPill status={patch.display_status} />
      </GridCell>
      <GridCell className="flex min-w-0">
        <FilePath path={patch.file} />
      </GridCell>
      <GridCell className={clsx(cell, "hidden text-ink-2 @min-[540px]:block")}>
        {patch.requester ?? "—"}
      </GridCell>
      <GridCell className={clsx(cell, "hidden text-ink-3 @min-[900px]:block")}>
        {patch.error ?? patch.reason ?? ""}
      </GridCell>
      <GridCell className="text-right @max-[430px]:hidden">
        <LineCounts patch={patch} />
      </GridCell>
    </>
  );
}

function TableCells({ patch }: { patch: PatchRecord }) {
  return columns.map(({ name, className, draw }) => (
    <GridCell key={name} className={className}>
      {draw(patch)}
    </GridCell>
  ));
}
