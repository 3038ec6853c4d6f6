import { useQuery } from "@tanstack/react-query";
import { Grid3x3, List, PanelRight, Pause, Play } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { useStore } from "zustand";
import { boundText } from "../../../components/charts/latency-buckets.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Chip } from "../../../components/ui/chip.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { formatCount } from "../../../components/ui/number-format.ts";
import { formatMinute } from "../../../components/ui/time-format.ts";
import { FileButton } from "../files/file-button.tsx";
import { pauseStore, togglePause } from "../live/pause-store.ts";
import { activeQuery } from "../trace-queries.ts";
import type { TraceFacet } from "../trace-search.ts";
import type { SidePanel, SidePanels } from "../use-side-panels.ts";
import type { TraceUrl } from "../use-trace-url.ts";
import { ActivityFigures } from "./activity-figures.tsx";
import { FilterMenu } from "./filter-menu.tsx";
import { TraceSearchField } from "./trace-search-field.tsx";

const everything = {};

/** What the screen is narrowed to, how much goes on, and the switch that makes it stand still. */
export function TraceToolbar({
  url,
  searchRef,
  fileRef,
  panels,
}: {
  url: TraceUrl;
  searchRef: RefObject<HTMLInputElement | null>;
  fileRef: RefObject<HTMLInputElement | null>;
  panels: SidePanels;
}) {
  const { search } = url;
  const { data } = useQuery(activeQuery(everything));
  const facet = (name: string, key: TraceFacet, values: readonly string[] = []) => (
    <FilterMenu
      name={name}
      values={values}
      chosen={search[key] ?? []}
      onToggle={(value) => url.toggle(key, value)}
      onClear={() => url.clearFacet(key)}
    />
  );
  return (
    <search aria-label="Narrow the traces" className="flex h-8 shrink-0 items-center gap-2">
      <PanelButton panel={panels.feed} label="Traces" keys="l">
        <List />
      </PanelButton>
      <div className="flex min-w-0 items-center gap-2">
        {facet("Source", "source", data?.sources)}
        {facet("Stage", "stage", data?.stages)}
        {facet("Operation", "operation", data?.operations)}
        <Chip pressed={search.status === "error"} onClick={url.toggleErrors} className="h-7 shrink-0">
          Errors
        </Chip>
        {search.minute !== undefined && (
          <Chip pressed onClick={url.clearMinute} className="h-7 shrink-0" aria-label="Show all minutes">
            {formatMinute(search.minute)} ×
          </Chip>
        )}
        {search.min_ms !== undefined && (
          <Chip
            pressed
            onClick={() => url.setMinMs(undefined)}
            className="h-7 shrink-0 whitespace-nowrap"
            aria-label="Show all lengths"
          >
            ≥ {boundText(search.min_ms)} ×
          </Chip>
        )}
        {url.isFiltered && (
          <Button variant="ghost" size="sm" onClick={url.clear}>
            Clear
          </Button>
        )}
      </div>
      {/* at its least, there is room for a word to search and the file */}
      <div className="@container/figures flex min-w-[140px] flex-1 items-center justify-end gap-2">
        <TraceSearchField
          value={search.q ?? ""}
          inputRef={searchRef}
          onChange={url.setSearch}
          onTrace={url.open}
        />
        <FileButton inputRef={fileRef} onTrace={url.openFile} />
        <ActivityFigures url={url} />
      </div>
      <PanelButton panel={panels.heatmap} label="Throughput by source" keys="m">
        <Grid3x3 />
      </PanelButton>
      {url.traceId !== undefined && (
        <PanelButton panel={panels.details} label="Details" keys="v">
          <PanelRight />
        </PanelButton>
      )}
      <PauseButton />
    </search>
  );
}

/** Opens what has no room beside the rest; nothing where it has. */
function PanelButton({
  panel,
  label,
  keys,
  children,
}: {
  panel: SidePanel;
  label: string;
  keys: string;
  children: ReactNode;
}) {
  if (panel.is === "beside") return null;
  return (
    <IconButton label={label} keys={keys} aria-expanded={panel.open} onClick={() => panel.onOpenChange(true)}>
      {children}
    </IconButton>
  );
}

function PauseButton() {
  const paused = useStore(pauseStore, (state) => state.paused);
  const heard = useStore(pauseStore, (state) => state.heard.size);
  return (
    <Button variant={paused ? "primary" : "default"} onClick={togglePause} className="min-w-20">
      {paused ? <Play aria-hidden className="size-3.5" /> : <Pause aria-hidden className="size-3.5" />}
      {paused ? (heard > 0 ? `${formatCount(heard)} new` : "Resume") : "Pause"}
    </Button>
  );
}
