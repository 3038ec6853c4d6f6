import { useQuery } from "@tanstack/react-query";
import { type RefObject, useEffect, useRef } from "react";
import type { PatchDisplayStatus } from "../../../../shared/models/patch-record.ts";
import { CardHeader } from "../../../components/ui/card.tsx";
import { FilePath } from "../../../components/ui/file-path.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { facetsQuery } from "../patch-totals.ts";
import type { PatchUrl } from "../use-patch-url.ts";
import { Facet } from "./facet.tsx";
import { facetValues } from "./facet-values.ts";
import { moveRoving } from "./move-roving.ts";
import { SearchField } from "./search-field.tsx";

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const statuses = [
  "applied",
  "validated",
  "validating",
  "requested",
  "failed",
  "reverted",
] as const satisfies readonly PatchDisplayStatus[];

/** Everything the list can be narrowed by, with how many patches stand behind each. It fills its parent. */
export function FilterPanel({
  url,
  searchRef,
  onLeave,
}: {
  url: PatchUrl;
  searchRef: RefObject<HTMLInputElement | null>;
  /** the reader is done here: the focus goes to the list */
  onLeave: () => void;
}) {
  const { search } = url;
  const facets = useQuery(facetsQuery(url.filter));
  const counts = facets.data;
  const panel = useRef<HTMLDivElement>(null);
  // one tab stop, wherever the values came from
  useEffect(() => {
    const switches = panel.current?.querySelectorAll<HTMLElement>("[data-roving]") ?? [];
    if (switches.length > 0 && ![...switches].some(({ tabIndex }) => tabIndex === 0))
      switches[0]!.tabIndex = 0;
  });
  return (
    <aside aria-label="Filters" className="flex h-full min-h-0 flex-col">
      <CardHeader>
        <h2 className="flex-1">Filters</h2>
        {url.isFiltered && (
          <button
            type="button"
            onClick={url.clearFilters}
            className="rounded font-normal text-ink-2 hover:text-ink"
          >
            Clear
          </button>
        )}
      </CardHeader>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys between the switches inside, which are the controls */}
      <div
        ref={panel}
        data-filters
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.defaultPrevented) {
            event.preventDefault();
            onLeave();
          }
          moveRoving(event);
        }}
        className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3"
      >
        <SearchField value={search.q ?? ""} inputRef={searchRef} onChange={url.setSearch} onLeave={onLeave} />
        {counts === undefined ? (
          <FacetSkeleton />
        ) : (
          <>
            <Facet
              name="Status"
              values={facetValues(counts.status, search.status, statuses)}
              draw={capital}
              onToggle={(value) => url.toggle("status", value)}
            />
            <Facet
              name="Factory"
              values={facetValues(counts.factory, search.factory)}
              onToggle={(value) => url.toggle("factory", value)}
            />
            <Facet
              name="Operation"
              as="chips"
              values={facetValues(counts.op, search.op)}
              onToggle={(value) => url.toggle("op", value)}
            />
            <Facet
              name="Requester"
              values={facetValues(counts.requester, search.requester)}
              onToggle={(value) => url.toggle("requester", value)}
            />
            <Facet
              name="Order"
              values={facetValues(counts.order_id, search.order)}
              draw={(value) => <span className="font-mono text-12">{value}</span>}
              onToggle={(value) => url.toggle("order", value)}
            />
            <Facet
              name="File"
              values={facetValues(counts.file, search.file)}
              draw={(value) => <FilePath path={value} />}
              onToggle={(value) => url.toggle("file", value)}
            />
          </>
        )}
      </div>
    </aside>
  );
}

function FacetSkeleton() {
  return (
    <div role="status" aria-label="Counting" className="flex flex-col gap-2.5">
      {["w-1/3", "w-full", "w-4/5", "w-full", "w-3/5", "w-1/3", "w-4/5", "w-full"].map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of nothing
        <Skeleton key={line} className={`h-3 ${width}`} />
      ))}
    </div>
  );
}
