import type { DiffHunk, DiffLine } from "./diff-model.ts";
import { highlightLines } from "./highlighter.ts";
import { longestLine } from "./line-marks.ts";
import type { LineTokens } from "./token-lines.ts";

/** Lines coloured in one go. A side longer than this is coloured part by part, as it scrolls into view. */
const linesAtOnce = 100;

const known = new WeakMap<DiffLine, LineTokens>();

/**
 * The colours of one line, found together with its neighbours of the same side of the hunk, since a comment or a
 * template string reaches over lines. A context line is coloured as the new file has it.
 */
export function tokensOf(hunk: DiffHunk, line: DiffLine, language: string): LineTokens {
  const found = known.get(line);
  if (found) return found;
  const changed = line.kind === "removed" ? "removed" : "added";
  const side = hunk.lines.filter((other) => other.kind === "context" || other.kind === changed);
  const from = Math.floor(side.indexOf(line) / linesAtOnce) * linesAtOnce;
  const part = side.slice(from, from + linesAtOnce);
  const tokens = highlightLines(
    language,
    part.map((each) => (each.text.length > longestLine ? "" : each.text)),
  );
  part.forEach((each, index) => {
    if (!known.has(each)) known.set(each, tokens[index] ?? []);
  });
  return known.get(line) ?? [];
}
