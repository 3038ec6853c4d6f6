import type { Span } from "../../../../shared/models/span.ts";
import { ok, type Result } from "../../../../shared/result.ts";
import { arrange } from "../../../../shared/trace/arrange.ts";
import { importTrace } from "../../../../shared/trace/import/import-trace.ts";
import { toSkeleton } from "../../../../shared/trace/skeleton.ts";
import { summarize } from "../../../../shared/trace/summarize.ts";
import type { ReadTrace } from "./read-messages.ts";

/** A trace of a file, whole. */
export interface FileTrace extends ReadTrace {
  /** by `Span.id` */
  spans: ReadonlyMap<number, Span>;
}

/**
 * The traces of a file's text, ready to be drawn; longest first, as the one that was meant mostly is. `onShare`: how
 * many of its spans are at their place, 0 to 1.
 */
export function readTraces(
  text: string,
  now: number,
  onShare: (share: number) => void,
): Result<{ traces: FileTrace[] }> {
  const read = importTrace(text);
  if (!read.ok) return read;
  const found = read.traces.filter(({ spans }) => spans.length > 0);
  const all = found.reduce((sum, { spans }) => sum + spans.length, 0);
  let placed = 0;
  let told = 0;
  const traces = found.map(({ spans }): FileTrace => {
    const rows = arrange(spans);
    const own = rows.map(({ span }) => span);
    placed += spans.length;
    if (placed / all - told >= 0.01) {
      told = placed / all;
      onShare(told);
    }
    return {
      trace: summarize(own, now * 1000),
      skeleton: toSkeleton(rows),
      spans: new Map(own.map((span) => [span.id, span])),
    };
  });
  return ok({ traces: traces.sort((a, b) => b.trace.spans - a.trace.spans) });
}
