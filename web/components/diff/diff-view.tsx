import { useVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useEffect, useMemo, useRef } from "react";
import "./diff.css";
import { blockHeight } from "./block-height.ts";
import { type DiffViewMode, diffBlocks } from "./diff-blocks.ts";
import { DiffFileHead } from "./diff-file-head.tsx";
import type { DiffFile } from "./diff-model.ts";
import { DiffSegment } from "./diff-segment.tsx";
import { rowsAround } from "./rows-around.ts";
import { useColumns } from "./use-columns.ts";
import { useFileKeys } from "./use-file-keys.ts";
import { useLanguages } from "./use-language.ts";

/**
 * A diff of any length: only the pieces in sight, and some around them, are in the page. Long lines wrap, so nothing
 * is cut off in a narrow column. With several files the one in sight keeps its head on top, and `[` `]` go from file
 * to file.
 */
export function DiffView({ files, view: wanted }: { files: readonly DiffFile[]; view: DiffViewMode }) {
  const scroller = useRef<HTMLElement>(null);
  // The press that opens or switches the view answers at once; the lines follow as soon as they are laid out.
  const view = useDeferredValue(wanted);
  const drawn = useDeferredValue(true, false);
  const blocks = useMemo(() => (drawn ? diffBlocks(files, view) : []), [drawn, files, view]);
  const languageOf = useLanguages(files.map((file) => file.path));
  const digits = digitsOf(files);
  const columns = useColumns(scroller, view, digits);
  const virtualizer = useVirtualizer({
    count: blocks.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => blocks[index]!.key,
    estimateSize: (index) => blockHeight(blocks[index]!, view, columns),
    rangeExtractor: (range) => rowsAround(blocks, range, 12),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another width makes every height another
  useEffect(() => virtualizer.measure(), [virtualizer, columns]);
  const items = virtualizer.getVirtualItems();
  const offset = virtualizer.scrollOffset ?? 0;
  const inSight = items.find((item) => item.end > offset);
  const fileIndex = inSight ? blocks[inSight.index]!.fileIndex : 0;
  const step = (by: -1 | 1) => {
    const next = Math.min(Math.max(fileIndex + by, 0), files.length - 1);
    const index = blocks.findIndex((block) => block.kind === "file" && block.fileIndex === next);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: "start" });
  };
  useFileKeys(files.length > 1, step);

  return (
    <div className="diff-frame relative h-full">
      <section
        ref={scroller}
        data-diff
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
        tabIndex={0}
        aria-label={files.length === 1 ? `Diff of ${files[0]!.path}` : `Diff of ${files.length} files`}
        className={`diff-view ${view === "split" ? "diff-view-split" : "diff-view-unified"}`}
        style={{ "--diff-digits": `${digits}ch` } as React.CSSProperties}
      >
        {files.length > 1 && inSight && (
          <div className="sticky top-0 z-10 h-0">
            <DiffFileHead file={files[fileIndex]!} index={fileIndex} count={files.length} />
          </div>
        )}
        <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const block = blocks[item.index]!;
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {block.kind === "rows" && (
                  <DiffSegment block={block} view={view} language={languageOf(block.file.path)} />
                )}
                {block.kind === "hunk" && (
                  <p className="diff-hunk">
                    <span className="diff-hunk-head">{block.head}</span> {block.section}
                  </p>
                )}
                {block.kind === "note" && <p className="diff-note">{block.text}</p>}
                {block.kind === "file" && (
                  <DiffFileHead file={block.file} index={block.fileIndex} count={files.length} />
                )}
              </div>
            );
          })}
        </div>
      </section>
    </div>
  );
}

/** How wide the line numbers get. */
function digitsOf(files: readonly DiffFile[]): number {
  let highest = 100;
  for (const file of files) {
    const last = file.hunks.at(-1);
    if (last) highest = Math.max(highest, last.oldStart + last.oldCount, last.newStart + last.newCount);
  }
  return String(highest).length;
}
