import { utf8 } from "../patch/bytes.ts";
import { openDocument } from "../patch/document.ts";
import { findPlaceholder, listPlaceholders } from "../patch/placeholder.ts";
import { type Refusal, refuse } from "../result.ts";

/** Where in a file something that an agent wrote belongs. Lines are 1-based, spans inclusive. */
export type Coordinates =
  | { kind: "new" }
  | { kind: "placeholder"; placeholder: string; start: number; end: number; current: string }
  | { kind: "span"; start: number; end: number; current: string }
  | { kind: "insert"; line: number; current: string }
  /** the whole of the file was written anew: what differs is the edit */
  | { kind: "whole"; current: string };

/**
 * Finds the place in a file's text by itself: a placeholder and its end marker give their span; without one it is
 * before the last line; no file (null) is a new one, and an empty file is written whole. Of several placeholders one
 * has to be named: which is meant is not guessed.
 */
export function resolveCoordinates(text: string | null, placeholder?: string): Coordinates | Refusal {
  if (text === null) return { kind: "new" };
  const doc = openDocument(utf8(text));
  const names = [...new Set(listPlaceholders(doc).map(({ name }) => name))];
  const name = placeholder ?? names[0];
  if (placeholder === undefined && names.length > 1) {
    const message = `the file holds several placeholders: ${names.join(", ")}; say which one is meant`;
    return refuse("AMBIGUOUS_MATCH", message, { placeholders: names });
  }
  if (name !== undefined) {
    const span = findPlaceholder(doc, "the file", name);
    if ("ok" in span) return span;
    return {
      kind: "placeholder",
      placeholder: name,
      start: span.start + 1,
      end: span.end + 1,
      current: text,
    };
  }
  const lines = doc.starts.length;
  return lines === 0 ? { kind: "whole", current: text } : { kind: "insert", line: lines, current: text };
}
