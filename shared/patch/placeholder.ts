import type { Refusal } from "../result.ts";
import type { Document } from "./document.ts";
import { ambiguous, noMatch } from "./match-refusals.ts";
import { textOf } from "./text-view.ts";

const opening = /###FINAL_MILE_PROMPT__([A-Za-z0-9_.-]+?)###/g;

/** NAME, whether the caller sent the name alone or the whole `###FINAL_MILE_PROMPT__NAME###`. */
export function placeholderName(sent: string): string {
  return sent
    .trim()
    .replace(/^###FINAL_MILE_PROMPT__/, "")
    .replace(/###$/, "");
}

/** Every placeholder that the file opens, with its 0-based line. */
export function listPlaceholders(doc: Document): { name: string; line: number }[] {
  return textOf(doc).lines.flatMap((text, line) =>
    [...text.matchAll(opening)].map((match) => ({ name: match[1]!, line })),
  );
}

/**
 * The lines (0-based, inclusive) that a placeholder takes up: its own line to the line of its `###END_NAME###`,
 * or its own line alone where nothing closes it. It must stand in the file exactly once.
 */
export function findPlaceholder(
  doc: Document,
  file: string,
  sent: string,
): { start: number; end: number } | Refusal {
  const name = placeholderName(sent);
  const view = textOf(doc);
  const holds = (token: string) => view.lines.flatMap((text, line) => (text.includes(token) ? [line] : []));
  const token = `###FINAL_MILE_PROMPT__${name}###`;
  const starts = holds(token);
  const sought = { file, what: `placeholder ${name}`, details: { placeholder: name } };
  if (starts.length > 1) return ambiguous(view, sought, starts);
  const start = starts[0];
  if (start === undefined) {
    const others = listPlaceholders(doc);
    const names = [...new Set(others.map((one) => one.name))];
    const known = others.slice(0, 20).map((one) => `${one.name} (line ${one.line + 1})`);
    const more = others.length > known.length ? ` and ${others.length - known.length} more` : "";
    const hint =
      others.length > 0 ? ` It holds: ${known.join(", ")}${more}.` : " It holds no placeholder at all.";
    return noMatch(view, { ...sought, details: { ...sought.details, placeholders: names } }, [token], hint);
  }
  const ends = holds(`###END_${name}###`).filter((line) => line >= start);
  if (ends.length > 1) return ambiguous(view, { ...sought, what: `###END_${name}###` }, ends);
  return { start, end: ends[0] ?? start };
}
