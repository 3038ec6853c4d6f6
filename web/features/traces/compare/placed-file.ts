import { type FileTrace, fileTrace } from "../files/file-store.ts";
import type { AskedSide, Side } from "./use-compare-url.ts";

export interface Place {
  side: Side;
  /** what stood there, and can be brought back; null: nothing that could be shown */
  instead: AskedSide | null;
}

/**
 * Where a trace goes whose file has just been opened: to a side that has none, else to the second. Null: nowhere. One of
 * the two is out of that file already; it was missing, and is there now. `traces`: of all files that are open.
 */
export function placedFile(
  asked: { a: AskedSide | undefined; b: AskedSide | undefined },
  traces: readonly FileTrace[],
  traceId: string,
): Place | null {
  const opened = fileTrace(traces, traceId);
  const has = (side: Side): FileTrace | undefined =>
    asked[side]?.fromFile ? fileTrace(traces, asked[side].id) : undefined;
  const isOf = (side: Side): boolean => opened !== undefined && has(side)?.reader === opened.reader;
  if (isOf("a") || isOf("b")) return null;
  const isEmpty = (side: Side): boolean =>
    asked[side] === undefined || (asked[side].fromFile && has(side) === undefined);
  const side = isEmpty("a") ? "a" : "b";
  return { side, instead: isEmpty(side) ? null : (asked[side] ?? null) };
}
