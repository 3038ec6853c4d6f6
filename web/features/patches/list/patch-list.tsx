import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect } from "react";
import { GridRows } from "../../../components/ui/grid-parts.tsx";
import { patchStream, usePatchStream } from "../stream/patch-stream.ts";
import { GroupRow } from "./group-row.tsx";
import { ListEnd } from "./list-end.tsx";
import { LINE, type ListItem } from "./list-items.ts";
import { NewerPill } from "./newer-pill.tsx";
import { PatchRow, rowId } from "./patch-row.tsx";
import { TableHead } from "./table-head.tsx";
import { useSteadyScroll } from "./use-steady-scroll.ts";

export interface PatchListProps {
  items: readonly ListItem[];
  view: "stream" | "table";
  selectedId: string | undefined;
  /** the patch that the keys stand on */
  activeId: string | null;
  /** the list puts here how to bring a line into view */
  reveal: RefObject<((line: number) => void) | null>;
  gridRef: RefObject<HTMLDivElement | null>;
  onOpen: (patchId: string) => void;
  onOrder: (order: string) => void;
}

/** Nearer than this to an end, the next page is read. */
const READ_AHEAD = 30;

/** The lines of the list, of which only those in view are drawn. */
export function PatchList({
  items,
  view,
  selectedId,
  activeId,
  reveal,
  gridRef,
  onOpen,
  onOrder,
}: PatchListProps) {
  const away = usePatchStream((state) => state.away);
  const fresh = usePatchStream((state) => state.fresh);
  const canReadOlder = usePatchStream((state) => state.floor !== null && state.more.is === "idle");
  const canReadNewer = usePatchStream((state) => state.ceiling !== null && state.more.is === "idle");
  const headHeight = view === "table" ? LINE : 0;
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => gridRef.current,
    estimateSize: () => LINE,
    getItemKey: (line) => items[line]!.key,
    overscan: 8,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  useSteadyScroll(gridRef, items, away);
  useEffect(() => {
    reveal.current = (line) => virtualizer.scrollToIndex(line, { align: "auto" });
  });

  const drawn = virtualizer.getVirtualItems();
  const first = drawn[0]?.index ?? 0;
  const last = drawn.at(-1)?.index ?? -1;
  useEffect(() => {
    const element = gridRef.current;
    if (element === null) return;
    // lines that have just come in may have moved the view after these were drawn, so the element is asked as well
    const top = () => element.scrollTop / LINE;
    const bottom = () => (element.scrollTop + element.clientHeight) / LINE;
    if (canReadOlder && last >= items.length - READ_AHEAD && bottom() >= items.length - READ_AHEAD)
      patchStream.readOlder();
    else if (canReadNewer && first <= READ_AHEAD && top() <= READ_AHEAD) patchStream.readNewer();
  }, [canReadOlder, canReadNewer, first, last, items.length, gridRef]);

  return (
    <div className="relative min-h-0 flex-1">
      <NewerPill
        onPress={() => {
          patchStream.toNewest();
          gridRef.current?.scrollTo({ top: 0 });
        }}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: only the lines in view exist, which a table cannot lay out */}
      <div
        ref={gridRef}
        role="grid"
        tabIndex={0}
        data-list-keys
        aria-label={view === "table" ? "Patches" : "Patches by order"}
        aria-rowcount={items.length}
        aria-activedescendant={activeId === null ? undefined : rowId(activeId)}
        onScroll={(event) => patchStream.away(event.currentTarget.scrollTop > LINE / 2)}
        className="@container group/list h-full overflow-y-auto overflow-x-hidden outline-none [overflow-anchor:none]"
      >
        {view === "table" && <TableHead />}
        <GridRows className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {drawn.map(({ index, key, start }) => {
            const item = items[index]!;
            return (
              <div
                key={key}
                role="presentation"
                className="absolute top-0 left-0 w-full"
                style={{ transform: `translateY(${start - headHeight}px)` }}
              >
                {item.is === "group" ? (
                  <GroupRow group={item.group} line={index} continued={item.continued} onOrder={onOrder} />
                ) : (
                  <PatchRow
                    patch={item.patch}
                    view={view}
                    line={index}
                    selected={item.key === selectedId}
                    active={item.key === activeId}
                    fresh={fresh.has(item.key)}
                    onOpen={onOpen}
                  />
                )}
              </div>
            );
          })}
        </GridRows>
        <ListEnd />
      </div>
    </div>
  );
}
