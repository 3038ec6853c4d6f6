import clsx from "clsx";
import { memo, type ReactElement, useCallback, useMemo } from "react";
import { DiffMethod } from "react-diff-viewer-continued";
import { lineHeight } from "./block-height.ts";
import type { DiffViewMode, RowsBlock } from "./diff-blocks.ts";
import { RowsViewer } from "./rows-viewer.ts";
import { segmentText } from "./segment-text.ts";

interface GutterOf {
  lineNumber: number;
  prefix: string;
  additionalLineNumber?: number;
}

/** One piece of a diff: the viewer draws it, the line numbers are the file's own. */
export const DiffSegment = memo(function DiffSegment({
  block,
  view,
  language,
}: {
  block: RowsBlock;
  view: DiffViewMode;
  language: string | null;
}) {
  const { oldText, newText, markWords, html } = useMemo(
    () => segmentText(block, language),
    [block, language],
  );
  const { oldLines, newLines } = block;

  const renderContent = useCallback(
    // biome-ignore lint/security/noDangerouslySetInnerHtml: lineHtml escapes every character of the file; the viewer lays its word marks over HTML alone
    (body: string): ReactElement => <span dangerouslySetInnerHTML={{ __html: html(body) }} />,
    [html],
  );
  const renderGutter = useCallback(
    ({ lineNumber, prefix, additionalLineNumber }: GutterOf): ReactElement => {
      // The viewer counts the lines of this piece from 1; 0 is a side that does not have the line.
      const old = prefix === "L" ? oldLines[lineNumber - 1]?.oldNumber : null;
      const newAt = view === "split" ? (prefix === "R" ? lineNumber : 0) : (additionalLineNumber ?? 0);
      const now = newLines[newAt - 1]?.newNumber;
      if (view === "split") return <GutterCell number={prefix === "L" ? old : now} />;
      return (
        <>
          <GutterCell number={old} />
          <GutterCell number={now} />
        </>
      );
    },
    [oldLines, newLines, view],
  );

  return (
    <div
      ref={tableIsLayout}
      className={clsx("diff-segment", block.removedFirst && "diff-removed-first")}
      style={{ minHeight: block.rows * lineHeight }}
    >
      <RowsViewer
        oldValue={oldText}
        newValue={newText}
        splitView={view === "split"}
        compareMethod={DiffMethod.WORDS_WITH_SPACE}
        disableWordDiff={!markWords}
        renderContent={renderContent}
        renderGutter={renderGutter}
        showDiffOnly={false}
        hideLineNumbers
        hideSummary
        // A piece is at most twenty lines: aligning them takes less than waking a worker.
        disableWorker
      />
    </div>
  );
});

function GutterCell({ number }: { number: number | null | undefined }) {
  return <td className={clsx("diff-gutter", number == null && "diff-gutter-none")}>{number}</td>;
}

/** The table is there for its columns; read as a table it would announce rows and cells of nothing. */
function tableIsLayout(element: HTMLDivElement | null): void {
  element?.querySelector("table")?.setAttribute("role", "presentation");
}
