import { detailsPrint } from "./details-print.ts";
import { mostCopied } from "./replay/copied-details.ts";

/** What stands for details that are too long to be compared with others: how long they are. */
export const printOfLong = (bytes: number): number => detailsPrint({ cut: bytes });

const encoder = new TextEncoder();

/**
 * The print that details have in a comparison: their own (`detailsPrint`), and of those that a replay would not copy that
 * of their length, so that a trace and its replay are the same.
 */
export function comparedPrint(details: Record<string, unknown>): number {
  const text = JSON.stringify(details);
  // a letter takes three bytes at most, so that short ones are not counted out
  if (text.length * 3 <= mostCopied) return detailsPrint(details);
  const bytes = encoder.encode(text).length;
  return bytes > mostCopied ? printOfLong(bytes) : detailsPrint(details);
}
