import type { OperationLog, Span } from "../../../shared/models/span.ts";
import { pairPoints } from "../../../shared/trace/pair-points.ts";
import { mostCopied } from "../../../shared/trace/replay/copied-details.ts";
import type { TraceReader } from "../../ports/trace-reader.ts";

/** A span that is done again. */
export interface Original {
  /** as it is, however long its details are: that is what its factory is asked with */
  whole: Span;
  /** as it is copied into the trace of the replay: details of a log row beyond `mostCopied` are cut, as in a dry run */
  copied: Span;
}

/** Null where it was swept from the store meanwhile. */
export async function readOriginal(
  traces: Pick<TraceReader, "span">,
  traceId: string,
  id: number,
): Promise<Original | null> {
  const found = await traces.span(traceId, id);
  if (found === null || found.span === null) return null;
  const { span: whole, logs } = found;
  const cut = logs.map(withoutLong);
  const unchanged = cut.every((log, at) => log === logs[at]);
  const [copied = whole] = unchanged ? [] : pairPoints(cut);
  return { whole, copied };
}

const encoder = new TextEncoder();

function withoutLong(log: OperationLog): OperationLog {
  const bytes = encoder.encode(JSON.stringify(log.details)).length;
  return bytes > mostCopied ? { ...log, details: { cut: bytes } } : log;
}
