import { ok, type Result } from "../../../../shared/result.ts";
import { arrange } from "../../../../shared/trace/arrange.ts";
import { importTrace } from "../../../../shared/trace/import/import-trace.ts";
import { toSkeleton } from "../../../../shared/trace/skeleton.ts";
import { summarize } from "../../../../shared/trace/summarize.ts";
import type { FileTrace } from "./file-store.ts";

/** The traces of a file's text, ready to be drawn; longest first, as the one that was meant mostly is. */
export function readTraces(file: string, text: string, now: number): Result<{ traces: FileTrace[] }> {
  const read = importTrace(text);
  if (!read.ok) return read;
  const traces = read.traces
    .filter(({ spans }) => spans.length > 0)
    .map(({ spans }) => {
      const rows = arrange(spans);
      return {
        file,
        trace: summarize(
          rows.map(({ span }) => span),
          now * 1000,
        ),
        skeleton: toSkeleton(rows),
        spans: new Map(rows.map(({ span }) => [span.id, span])),
      };
    })
    .sort((a, b) => b.trace.spans - a.trace.spans);
  return ok({ traces });
}
