import clsx from "clsx";
import { Suspense, useCallback, useMemo, useRef, useState } from "react";
import { ErrorBoundary } from "../../components/frame/error-boundary.tsx";
import { Card } from "../../components/ui/card.tsx";
import { lazyPart } from "../../components/ui/lazy-part.tsx";
import { missingPart } from "../../components/ui/missing-part.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { useIsWide } from "../../components/ui/use-is-wide.ts";
import { FilterPanel } from "./filters/filter-panel.tsx";
import { Announcer } from "./list/announcer.tsx";
import { toItems } from "./list/list-items.ts";
import { ListBody } from "./list-body.tsx";
import { ListHeader } from "./list-header.tsx";
import { PanelEmpty } from "./panel/panel-empty.tsx";
import { usePatchStream } from "./stream/patch-stream.ts";
import { useActivePatch } from "./use-active-patch.ts";
import { usePatchCommands } from "./use-patch-commands.ts";
import { usePatchFeed } from "./use-patch-feed.ts";
import { usePatchUrl } from "./use-patch-url.ts";

const Drawer = lazyPart(() => import("../../components/ui/drawer.tsx").then((file) => file.Drawer));
const FirstRun = lazyPart(
  () => import("./first-run/first-run.tsx").then((file) => file.FirstRun),
  missingPart("What to do first"),
);
const loadPanel = () => import("./panel/patch-panel.tsx");
/** What does not come now is asked for, and said, when it is wanted. */
const preloadPanel = () => void loadPanel().catch(() => undefined);
const PatchPanel = lazyPart(() => loadPanel().then((file) => file.PatchPanel), missingPart("The patch"));

/**
 * The Patches screen: filters, the live list, and the patch that is open. The address holds what is chosen, the
 * stream store holds the list; here they meet.
 */
export function PatchMonitor() {
  const url = usePatchUrl();
  usePatchFeed(url.filter);
  const view = url.search.view ?? "stream";
  const wide = useIsWide();
  const rows = usePatchStream((state) => state.rows);
  const paused = usePatchStream((state) => state.paused);
  const nothingYet = usePatchStream((state) => state.page.is === "ready" && state.rows.length === 0);
  const items = useMemo(() => toItems(rows, view), [rows, view]);

  const gridRef = useRef<HTMLDivElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const reveal = useRef<((line: number) => void) | null>(null);
  const [filtersOpen, setFiltersOpen] = useState(false);
  const active = useActivePatch(items, url, gridRef, reveal);

  const { only } = url;
  const onlyOrder = useCallback((order: string) => only("order", order), [only]);
  const focusList = () => {
    setFiltersOpen(false);
    if (gridRef.current) gridRef.current.focus({ preventScroll: true });
    // nothing fits the filters: the keys must leave the field all the same
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  usePatchCommands({
    url,
    paused,
    move: active.move,
    toEnd: active.toEnd,
    openActive: active.open,
    focusList,
    focusSearch: () => {
      if (!wide) return setFiltersOpen(true); // the drawer puts the focus there
      searchRef.current?.focus();
      searchRef.current?.select();
    },
    focusFilters: () => {
      if (!wide) return setFiltersOpen(true);
      document.querySelector<HTMLElement>("[data-filters] [data-roving][tabindex='0']")?.focus();
    },
  });

  if (nothingYet && !url.isFiltered && url.search.patch === undefined)
    return (
      <Suspense>
        <FirstRun />
      </Suspense>
    );

  const filters = <FilterPanel url={url} searchRef={searchRef} onLeave={focusList} />;
  const { patch } = url.search;
  const panel = (
    <ErrorBoundary what="The patch panel">
      <Suspense fallback={<PanelLoading />}>
        {patch === undefined ? (
          <aside aria-label="Patch" className="h-full">
            <PanelEmpty />
          </aside>
        ) : (
          <PatchPanel
            patchId={patch}
            view={url.search.diff ?? "unified"}
            onViewChange={url.setDiff}
            onOpenPatch={url.open}
            onClose={url.close}
          />
        )}
      </Suspense>
    </ErrorBoundary>
  );
  // a table wants the width: its panel opens with a patch
  const showPanel = wide && (view === "stream" || url.search.patch !== undefined);
  return (
    <div
      className={clsx(
        "grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] gap-2.5 p-2.5",
        showPanel
          ? "wide:grid-cols-[212px_minmax(0,1fr)_clamp(340px,62.5vw-400px,700px)] max-[1120px]:wide:grid-cols-[168px_minmax(0,1fr)_340px]"
          : "wide:grid-cols-[212px_minmax(0,1fr)]",
      )}
    >
      {wide && <Card>{filters}</Card>}
      {/* who looks at the list is about to open a patch */}
      <Card aria-label="Patch stream" onPointerEnter={preloadPanel} onFocus={preloadPanel}>
        <ListHeader view={view} onView={url.setView} onFilters={wide ? null : () => setFiltersOpen(true)} />
        <ListBody
          items={items}
          view={view}
          selectedId={url.search.patch}
          activeId={active.activeId}
          reveal={reveal}
          gridRef={gridRef}
          onOpen={active.openAt}
          onOrder={onlyOrder}
          onClear={url.clearFilters}
        />
        <Announcer />
      </Card>
      {showPanel && <Card>{panel}</Card>}
      {!wide && (
        <Suspense>
          <Drawer side="left" title="Filters" open={filtersOpen} onOpenChange={setFiltersOpen}>
            {filters}
          </Drawer>
          <Drawer
            side="right"
            title="Patch"
            open={patch !== undefined}
            onOpenChange={(open) => !open && url.close()}
          >
            {panel}
          </Drawer>
        </Suspense>
      )}
    </div>
  );
}

function PanelLoading() {
  return (
    <div role="status" aria-label="Opening" className="flex flex-col gap-3 p-3">
      <Skeleton className="h-4 w-3/5" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
