import { carriageReturnMark, clippedMark, noNewlineMark } from "./line-marks.ts";
import type { LineTokens } from "./token-lines.ts";

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities[character]!);

/**
 * A line as HTML: spans with highlight.js's classes, everything else escaped. `tokens` colour the start of `text`;
 * what they do not reach is plain, its marks drawn. The visible characters are as many as `text` has: the viewer lays
 * its word marks over them by counting.
 */
export function lineHtml(text: string, tokens: LineTokens | null): string {
  let html = "";
  let at = 0;
  for (const token of tokens ?? []) {
    if (!text.startsWith(token.text, at)) break;
    const escaped = escapeHtml(token.text);
    html += token.className ? `<span class="${escapeHtml(token.className)}">${escaped}</span>` : escaped;
    at += token.text.length;
  }
  return html + plainHtml(text.slice(at));
}

/** One character without width, so that counting still holds; the stylesheet writes what it stands for beside it. */
const mark = (what: "crlf" | "eof"): string => `<span class="diff-mark diff-mark-${what}">\u200b</span>`;

function plainHtml(text: string): string {
  const clipped = text.indexOf(clippedMark);
  if (clipped >= 0)
    return `${plainHtml(text.slice(0, clipped))}<span class="diff-mark">…${plainHtml(text.slice(clipped + 1))}</span>`;
  let html = "";
  for (const character of text) {
    if (character === carriageReturnMark) html += mark("crlf");
    else if (character === noNewlineMark) html += mark("eof");
    else html += entities[character] ?? character;
  }
  return html;
}

/** The same tokens without the first `count` characters. */
export function withoutStart(tokens: LineTokens, count: number): LineTokens {
  const left: LineTokens = [];
  let drop = count;
  for (const token of tokens) {
    const dropped = Math.min(drop, token.text.length);
    drop -= dropped;
    if (dropped < token.text.length) left.push({ ...token, text: token.text.slice(dropped) });
  }
  return left;
}
