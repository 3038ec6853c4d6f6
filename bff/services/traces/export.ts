import type { Span, TraceSummary } from "../../../shared/models/span.ts";
import type { TraceReader } from "../../ports/trace-reader.ts";
import { csvHeader, csvLine } from "./span-csv.ts";

export const exportFormats = ["csv", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];

interface Writer {
  type: string;
  begin(trace: TraceSummary): string;
  /** `first`: no span was written before */
  spans(spans: readonly Span[], first: boolean): string;
  end: string;
}

const writers: Record<ExportFormat, Writer> = {
  csv: {
    type: "text/csv; charset=utf-8; header=present",
    begin: () => csvHeader,
    spans: (spans) => spans.map(csvLine).join(""),
    end: "",
  },
  json: {
    type: "application/json; charset=utf-8",
    begin: (trace) => `{"trace":${JSON.stringify(trace)},"spans":[\n`,
    spans: (spans, first) => (first ? "" : ",\n") + spans.map((span) => JSON.stringify(span)).join(",\n"),
    end: "\n]}\n",
  },
};

/**
 * All spans of a trace as one file, whole, by start. It is made as it is read: of the text and of details some
 * megabytes are in memory, beside the order and the marks of all spans. Null where the trace is not known.
 */
export async function exportTrace(
  traces: TraceReader,
  traceId: string,
  format: ExportFormat,
): Promise<{ type: string; name: string; body: ReadableStream<Uint8Array> } | null> {
  const begin = await traces.piece(traceId, 0);
  if (begin === null) return null;
  const writer = writers[format];
  const encoder = new TextEncoder();
  let piece: Awaited<ReturnType<TraceReader["piece"]>> = begin;
  let first = true;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (piece === null) {
        controller.enqueue(encoder.encode(writer.end));
        controller.close();
        return;
      }
      const text = (first ? writer.begin(piece.trace) : "") + writer.spans(piece.spans, first);
      first = false;
      controller.enqueue(encoder.encode(text));
      piece = piece.next === null ? null : await traces.piece(traceId, piece.next);
    },
  });
  return { type: writer.type, name: fileName(traceId, format), body };
}

const fileName = (traceId: string, format: ExportFormat): string =>
  `trace-${traceId.replace(/[^\w.-]/g, "_").slice(0, 100)}.${format}`;
