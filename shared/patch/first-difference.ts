import { indexLines } from "./document.ts";
import { readable } from "./encoding.ts";

/** The most characters that are quoted of a line. */
const quoted = 120;

/** Where two files part: the first line that differs, as each of them has it. */
export function firstDifference(expected: Uint8Array, actual: Uint8Array): string {
  const wanted = indexLines(expected);
  const found = indexLines(actual);
  const line = (bytes: Uint8Array, starts: readonly number[], at: number) =>
    at < starts.length ? bytes.subarray(starts[at], starts[at + 1] ?? bytes.length) : null;
  for (let at = 0; at < Math.max(wanted.length, found.length); at++) {
    const one = line(expected, wanted, at);
    const other = line(actual, found, at);
    const same = one && other && one.length === other.length && one.every((byte, i) => byte === other[i]);
    if (!same) return `line ${at + 1} differs: ${said(one)} on record, ${said(other)} now`;
  }
  return "the two are the same";
}

const said = (line: Uint8Array | null): string => {
  if (line === null) return "no line";
  const text = readable(line);
  return JSON.stringify(text.length > quoted ? `${text.slice(0, quoted)}…` : text);
};
