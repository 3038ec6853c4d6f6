import { type Refusal, refuse } from "../result.ts";
import { type Document, textStart } from "./document.ts";
import { nameOf } from "./earlier-version.ts";
import { readable } from "./encoding.ts";
import { followRange, type LineMap, type LineRange, placeOfRange } from "./line-map.ts";
import type { PatchRef } from "./version-chain.ts";

/** The most characters of each of the two texts in a refusal. */
const mostText = 20_000;
/** The most patches that are named in a refusal. */
const mostPatches = 20;

export interface Disturbed {
  file: string;
  /** lines that the edit needs as they were, in `past`; empty: an insert */
  range: LineRange;
  /** the same lines in the version at which `since` begins; null: they are not in it */
  origin: LineRange | null;
  past: Document;
  now: Document;
  map: LineMap;
  since: readonly { patch: PatchRef; map: LineMap }[];
  /** hash of `now`, null where that is not what is on disk */
  hash: string | null;
}

/**
 * STALE_SPAN: somebody was here since the caller read the file. Holds both versions of the span (`expected`,
 * `actual`), where it is now, and which patches touched it, so that the caller need not read the file again.
 */
export function refuseDisturbed({ file, range, origin, past, now, map, since, hash }: Disturbed): Refusal {
  const insert = range.from === range.to;
  const shown = insert ? widened(range, past) : range;
  const place = clamp(placeOfRange(map, range), now);
  const found = insert ? widened(place, now) : place;
  const by = origin ? touchedBy(origin, since) : [];
  const what = insert
    ? range.from === 0
      ? `the start of ${file}`
      : range.from >= past.starts.length
        ? `the end of ${file}`
        : `the place between lines ${range.from} and ${range.from + 1} of ${file}`
    : `${named(range)} of ${file}`;
  const whoever =
    by.length === 0
      ? ""
      : ` by ${nameOf(by.at(-1)!)}${by.length > 1 ? ` and ${by.length - 1} more before it` : ""}`;
  const where =
    found.from === found.to
      ? `Nothing is left of ${insert || range.to - range.from > 1 ? "them" : "it"}${found.from > 0 ? `; it stood below what is line ${found.from} now` : ""}`
      : `What stands there now is ${named(found)}`;
  const next = hash === null ? "" : `, with expect.fileHash ${hash}`;
  return refuse(
    "STALE_SPAN",
    `${what} ${shown.to - shown.from === 1 || insert ? "was" : "were"} changed since you read the file${whoever}. ${where}; details have both versions (expected, actual). If the edit is still right, send it for the lines as they are now${next}.`,
    {
      file,
      start: shown.from + 1,
      end: shown.to,
      expected: textOf(past, shown),
      now: { start: found.from + 1, end: found.to },
      actual: textOf(now, found),
      ...(hash === null ? {} : { fileHash: hash }),
      touched_by: by.slice(-mostPatches),
    },
  );
}

/** Which of the patches touched the range, or what had become of it by then; oldest first. */
function touchedBy(range: LineRange, since: Disturbed["since"]): PatchRef[] {
  const by: PatchRef[] = [];
  let at = range;
  for (const { patch, map } of since) {
    const next = followRange(map, at);
    if (!next) by.push(patch);
    at = next ?? placeOfRange(map, at);
    if (at.to === Number.POSITIVE_INFINITY) break;
  }
  return by;
}

const clamp = ({ from, to }: LineRange, doc: Document): LineRange => {
  const lines = doc.starts.length;
  return { from: Math.min(from, lines), to: Math.min(to, lines) };
};

const widened = ({ from, to }: LineRange, doc: Document): LineRange =>
  clamp({ from: Math.max(0, from - 1), to: to + 1 }, doc);

const named = ({ from, to }: LineRange): string =>
  to - from === 1 ? `line ${to}` : `lines ${from + 1}-${to}`;

function textOf(doc: Document, { from, to }: LineRange): string {
  const start = textStart(doc, from);
  const end = doc.starts[to] ?? doc.bytes.length;
  // a character is at most four bytes, so no more than this is decoded of a line that has no end
  return readable(doc.bytes.subarray(start, Math.min(end, start + 4 * mostText))).slice(0, mostText);
}
