import clsx from "clsx";
import type { OutOfBandEdit } from "../../../shared/models/out-of-band.ts";
import { Button } from "../../components/ui/button.tsx";
import { FilePath } from "../../components/ui/file-path.tsx";
import { GridCell, GridRow } from "../../components/ui/grid-parts.tsx";
import { LineCounts } from "../../components/ui/line-counts.tsx";
import { formatCount } from "../../components/ui/number-format.ts";
import { Time } from "../../components/ui/time.tsx";
import type { EditLine } from "./edit-words.ts";

export const rowId = (id: string) => `edit-${id}`;

const kinds: Record<OutOfBandEdit["kind"], string> = {
  modified: "tint-yellow text-yellow",
  created: "tint-green text-green",
  deleted: "tint-red text-red-ink",
};

/** What happened to the file, or what became of the edit once it is closed. */
export function EditPill({ edit }: { edit: Pick<OutOfBandEdit, "kind" | "status"> }) {
  const open = edit.status === "open";
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-px font-semibold text-11",
        open ? kinds[edit.kind] : "tint-ink-2 text-ink-2",
      )}
    >
      <span className="size-1.5 rounded-full bg-current" />
      {open ? edit.kind : edit.status.replace("_", " ")}
    </span>
  );
}

/** One edit that went around. */
export function EditRow({
  edit,
  line,
  selected,
  onOpen,
}: {
  edit: OutOfBandEdit;
  /** in the list, from 0 */
  line: number;
  selected: boolean;
  onOpen: (id: string) => void;
}) {
  return (
    <GridRow
      id={rowId(edit.id)}
      aria-rowindex={line + 1}
      aria-selected={selected}
      onClick={() => onOpen(edit.id)}
      className={clsx(
        "grid h-8 grid-cols-[60px_88px_minmax(0,1fr)_76px] items-center gap-2.5 border-line-soft border-b px-3",
        selected
          ? "bg-accent/7 shadow-[inset_2px_0_var(--accent)] outline-accent group-focus-visible/list:outline-2 group-focus-visible/list:-outline-offset-2"
          : "hover:bg-surface-2",
      )}
    >
      <GridCell className="tabular font-mono text-12 text-ink-3">
        <Time iso={edit.found_at} format="day" />
      </GridCell>
      <GridCell>
        <EditPill edit={edit} />
      </GridCell>
      <GridCell className="flex min-w-0">
        <FilePath path={edit.file} />
      </GridCell>
      <GridCell className="text-right">
        <LineCounts patch={edit} />
      </GridCell>
    </GridRow>
  );
}

/** Says of several edits that they were found at once, and lets them be accepted at once. */
export function GroupRow({
  group,
  line,
  mayDecide,
  onAccept,
}: {
  group: Extract<EditLine, { is: "group" }>;
  line: number;
  mayDecide: boolean;
  onAccept: () => void;
}) {
  const { first, shown, open } = group;
  return (
    <GridRow
      aria-rowindex={line + 1}
      className="flex h-8 items-center gap-2.5 border-line-soft border-b bg-sunken px-3"
    >
      <GridCell className="min-w-0 flex-1 truncate text-12">
        <b className="tabular font-mono font-semibold">{formatCount(first.group_size)}</b>{" "}
        <span className="text-ink-2">files at once</span>
        {shown < first.group_size && (
          <span className="text-ink-3">
            {" "}
            · {formatCount(shown)} listed, all in <span className="font-mono">out_of_band.jsonl</span>
          </span>
        )}
      </GridCell>
      <GridCell>
        {open > 1 && mayDecide && (
          <Button size="sm" onClick={onAccept}>
            Accept all
          </Button>
        )}
      </GridCell>
    </GridRow>
  );
}
