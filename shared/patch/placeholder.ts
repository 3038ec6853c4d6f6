import { type Refusal, refuse } from "../result.ts";
import type { Document } from "./document.ts";
import { ambiguous } from "./match-refusals.ts";
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
  const lines = textOf(doc).lines;
  const holds = (token: string) => lines.flatMap((text, line) => (text.includes(token) ? [line] : []));
  const starts = holds(`###FINAL_MILE_PROMPT__${name}###`);
  if (starts.length > 1) return ambiguous(file, `placeholder ${name}`, starts);
  const start = starts[0];
  if (start === undefined) {
    const others = [...new Set(listPlaceholders(doc).map((one) => one.name))];
    const known = others.length > 0 ? `It holds: ${others.join(", ")}.` : "It holds no placeholder at all.";
    return refuse("NO_MATCH", `placeholder ${name} was not found in ${file}. ${known}`, {
      file,
      placeholder: name,
      placeholders: others,
    });
  }
  const ends = holds(`###END_${name}###`).filter((line) => line >= start);
  if (ends.length > 1) return ambiguous(file, `###END_${name}###`, ends);
  return { start, end: ends[0] ?? start };
}
