import { type FileTrace, fileTrace } from "../files/file-store.ts";
import type { AskedSide, Side } from "./use-compare-url.ts";

/** Where a trace goes. */
export interface Placed {
  side: Side;
  /** the trace that gives way to it; left out: none was there */
  instead?: AskedSide;
}

/**
 * Where a trace goes whose file has just been opened: to a side that has none, else to the second. Null: nowhere. One of
 * the two is out of that file already; it was missing, and is there now. `traces`: of all files that are open.
 */
export function placedFile(
  asked: { a: AskedSide | undefined; b: AskedSide | undefined },
  traces: readonly FileTrace[],
  traceId: string,
): Placed | null {
  const opened = fileTrace(traces, traceId);
  const has = (side: Side): FileTrace | undefined =>
    asked[side]?.fromFile ? fileTrace(traces, asked[side].id) : undefined;
  const isOf = (side: Side): boolean => opened !== undefined && has(side)?.reader === opened.reader;
  if (isOf("a") || isOf("b")) return null;
  const isEmpty = (side: Side): boolean =>
    asked[side] === undefined || (asked[side].fromFile && has(side) === undefined);
  if (isEmpty("a")) return { side: "a" };
  return isEmpty("b") || asked.b === undefined ? { side: "b" } : { side: "b", instead: asked.b };
}

/** Says which trace is the second now, and in whose place: nobody has asked for that side. */
export function placedWords(
  instead: AskedSide,
  traces: readonly FileTrace[],
  traceId: string,
): { title: string; text: string } {
  const file = (id: string) => fileTrace(traces, id)?.file ?? id;
  const was = instead.fromFile ? `${file(instead.id)}, which is still open` : `trace ${instead.id}`;
  return { title: `${file(traceId)} is the second trace now`, text: `In the place of ${was}.` };
}
