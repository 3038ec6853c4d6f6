import ReactDiffViewer, { type ReactDiffViewerStyles } from "react-diff-viewer-continued";

/**
 * Our stylesheet's names for the viewer's parts. `noSelect` is put on and taken off elements by `classList`, so each
 * is a single name.
 */
const classNames: ReactDiffViewerStyles = {
  diffContainer: "diff-rows",
  diffRemoved: "diff-removed",
  diffAdded: "diff-added",
  diffChanged: "diff-changed",
  splitView: "diff-split",
  line: "diff-line",
  highlightedGutter: "diff-highlighted",
  contentText: "diff-text",
  contentFlex: "diff-flex",
  lineIndent: "diff-indent",
  lineBody: "diff-body",
  lineContent: "diff-line-content",
  gutter: "diff-gutter",
  highlightedLine: "diff-highlighted",
  lineNumber: "diff-number",
  marker: "diff-marker",
  wordDiff: "diff-word",
  wordAdded: "diff-word-added",
  wordRemoved: "diff-word-removed",
  noSelect: "diff-unselectable",
  noWrap: "diff-no-wrap",
  codeFoldGutter: "diff-fold",
  codeFoldExpandButton: "diff-fold",
  codeFoldContentContainer: "diff-fold",
  codeFold: "diff-fold",
  codeFoldContent: "diff-fold",
  emptyGutter: "diff-empty-gutter",
  emptyLine: "diff-empty",
  content: "diff-content",
  column: "diff-column",
  titleBlock: "diff-title",
  stickyHeader: "diff-title",
  columnHeaders: "diff-title",
  summary: "diff-summary",
  block: "diff-block",
  blockAddition: "diff-block",
  blockDeletion: "diff-block",
  allExpandButton: "diff-block",
};

/**
 * react-diff-viewer-continued, which draws the rows, with its look taken from our stylesheet. By itself each instance
 * computes its styles with an emotion of its own, that is, a new `<style>` element: under our content policy those are
 * refused, and as pieces of a diff come and go by scrolling they would pile up. `computeStyles` is the one place where
 * they are made. docs/decisions has more on it.
 */
export class RowsViewer extends ReactDiffViewer {
  constructor(props: ReactDiffViewer["props"]) {
    super(props);
    Object.assign(this, { computeStyles: () => classNames });
  }
}
