import { isUtf8 } from "node:buffer";
import { sha256 } from "../sha256.ts";
import type { Entry, Note } from "./entry.ts";

/** An entry of a journal with what became of it. */
export interface Followed {
  entry: Entry;
  state: "open" | "undoing" | "done" | "undone";
  told: boolean;
}

/** One line: the first 16 hex digits of the sha256 of what follows, so that a torn line is known for one. */
export function noteLine(note: Note): Buffer {
  const json = JSON.stringify(note);
  return Buffer.from(`${checksum(json)} ${json}\n`);
}

/** The entries of a journal, in order. A line that a crash tore is one that was never relied upon. */
export function readNotes(text: string): Followed[] {
  const entries = new Map<string, Followed>();
  for (const line of text.split("\n")) {
    const note = readNote(line);
    if (note?.kind === "begin") entries.set(note.entry.id, { entry: note.entry, state: "open", told: false });
    const followed = note && note.kind !== "begin" ? entries.get(note.id) : undefined;
    if (!note || !followed) continue;
    if (note.kind === "told") followed.told = true;
    else if (note.kind === "undo") followed.state = "undoing";
    else if (note.kind !== "begin") followed.state = note.kind;
  }
  return [...entries.values()];
}

function readNote(line: string): Note | null {
  const json = line.slice(17);
  return line[16] === " " && line.slice(0, 16) === checksum(json) ? (JSON.parse(json) as Note) : null;
}

const checksum = (json: string): string => sha256(json).slice(0, 16);

/** Bytes as JSON can carry them: text as it is, anything else as base64. */
export const packed = (bytes: Uint8Array): string | { base64: string } =>
  isUtf8(bytes) ? Buffer.from(bytes).toString("utf8") : { base64: Buffer.from(bytes).toString("base64") };

export const unpacked = (diff: string | { base64: string }): Buffer =>
  typeof diff === "string" ? Buffer.from(diff) : Buffer.from(diff.base64, "base64");
