import { ListFilter, Pause, Play } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { CardHeader } from "../../components/ui/card.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { formatCount } from "../../components/ui/number-format.ts";
import { Segmented } from "../../components/ui/segmented.tsx";
import { Tooltip } from "../../components/ui/tooltip.tsx";
import { patchStream, usePatchStream } from "./stream/patch-stream.ts";

const views = [
  { value: "stream", label: "Stream" },
  { value: "table", label: "Table" },
] as const;

/** What the list shows and how; the pause, which counts what it holds back. */
export function ListHeader({
  view,
  onView,
  onFilters,
}: {
  view: "stream" | "table";
  onView: (view: "stream" | "table") => void;
  /** where the filters are a drawer: opens it */
  onFilters: (() => void) | null;
}) {
  const paused = usePatchStream((state) => state.paused);
  const unseen = usePatchStream((state) => state.unseen);
  const stale = usePatchStream((state) => state.stale);
  return (
    <CardHeader>
      {onFilters && (
        <IconButton label="Filters" keys="f" className="-ml-1.5" onClick={onFilters}>
          <ListFilter />
        </IconButton>
      )}
      <h2 className="whitespace-nowrap">Patch stream</h2>
      <span className="min-w-0 flex-1 truncate font-normal text-ink-2">
        {view === "table" ? "newest first" : "grouped by order"}
      </span>
      {paused && (
        <span className="tabular whitespace-nowrap font-mono font-normal text-accent">
          {formatCount(unseen)}
          {stale ? "+" : ""} new
        </span>
      )}
      <Segmented label="View" value={view} options={views} onChange={onView} />
      <Tooltip text={paused ? "Let in what arrived" : "Freeze the list; nothing is lost"} keys="p">
        <Button size="sm" variant={paused ? "primary" : "default"} onClick={() => patchStream.pause(!paused)}>
          {paused ? <Play className="size-3.5" /> : <Pause className="size-3.5" />}
          {paused ? "Resume" : "Pause"}
        </Button>
      </Tooltip>
    </CardHeader>
  );
}
