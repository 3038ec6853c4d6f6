import { areAlike } from "./alike.ts";
import type { RowsBlock } from "./diff-blocks.ts";
import type { DiffLine } from "./diff-model.ts";
import { tokensOf } from "./hunk-tokens.ts";
import { lineHtml, withoutStart } from "./line-html.ts";
import { markedText } from "./line-marks.ts";

export interface SegmentText {
  oldText: string;
  newText: string;
  markWords: boolean;
  /** The HTML of a line, given as the viewer asks for it: marks included, leading blanks taken off. */
  html: (body: string) => string;
}

/** Longest line that is coloured; a longer one is data rather than code, and costs more than it shows. */
const longestColoured = 500;

/** What one piece of a diff gives the viewer. `language` is a loaded grammar, or null for one colour. */
export function segmentText(block: RowsBlock, language: string | null): SegmentText {
  const { file, hunk, oldLines, newLines } = block;
  const text = (line: DiffLine) => markedText(line, file.lineEndings);
  const join = (lines: readonly DiffLine[]) => lines.map((line) => `${text(line)}\n`).join("");
  let coloured: Map<string, string> | null = null;

  /** The viewer hands over a line's text and not which line it is: two alike in one piece share their colours. */
  const colour = () => {
    const found = new Map<string, string>();
    if (language === null) return found;
    for (const line of new Set([...oldLines, ...newLines])) {
      if (line.text.length > longestColoured) continue;
      const marked = text(line);
      const body = withoutIndent(marked);
      if (found.has(body)) continue;
      const tokens = withoutStart(tokensOf(hunk, line, language), marked.length - body.length);
      found.set(body, lineHtml(body, tokens));
    }
    return found;
  };

  return {
    oldText: join(oldLines),
    newText: join(newLines),
    markWords: areAlike(oldLines, newLines),
    html: (body) => {
      coloured ??= colour();
      return coloured.get(body) ?? lineHtml(body, null);
    },
  };
}

const withoutIndent = (text: string) => text.replace(/^[ \t]+/, "");
