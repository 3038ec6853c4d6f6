import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect } from "react";
import { Button } from "../../components/ui/button.tsx";
import { GridRows } from "../../components/ui/grid-parts.tsx";
import { EditRow, GroupRow, rowId } from "./edit-row.tsx";
import type { EditLine } from "./edit-words.ts";

const LINE = 32;

/** The edits, of which only those in view are drawn. */
export function EditList({
  lines,
  selectedId,
  gridRef,
  mayDecide,
  onOpen,
  onAcceptGroup,
  onOlder,
}: {
  lines: readonly EditLine[];
  selectedId: string | undefined;
  gridRef: RefObject<HTMLDivElement | null>;
  mayDecide: boolean;
  onOpen: (id: string) => void;
  onAcceptGroup: (line: Extract<EditLine, { is: "group" }>) => void;
  /** null: these are all */
  onOlder: (() => void) | null;
}) {
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => gridRef.current,
    estimateSize: () => LINE,
    getItemKey: (line) => lines[line]!.key,
    overscan: 8,
  });
  const selected = lines.findIndex(({ key }) => key === selectedId);
  useEffect(() => {
    if (selected >= 0) virtualizer.scrollToIndex(selected, { align: "auto" });
  }, [selected, virtualizer]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are drawn as they come into view
    <div
      ref={gridRef}
      role="grid"
      aria-label="Edits that went around"
      aria-rowcount={lines.length}
      aria-activedescendant={selected >= 0 ? rowId(selectedId!) : undefined}
      tabIndex={0}
      data-list-keys
      className="group/list min-h-0 flex-1 overflow-y-auto outline-none"
    >
      <GridRows className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index]!;
          return (
            <div
              key={key}
              role="presentation"
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              {line.is === "edit" ? (
                <EditRow edit={line.edit} line={index} selected={line.key === selectedId} onOpen={onOpen} />
              ) : (
                <GroupRow
                  group={line}
                  line={index}
                  mayDecide={mayDecide}
                  onAccept={() => onAcceptGroup(line)}
                />
              )}
            </div>
          );
        })}
      </GridRows>
      {onOlder && (
        <div className="grid place-items-center py-2">
          <Button onClick={onOlder}>Show older</Button>
        </div>
      )}
    </div>
  );
}
