import { type Fields, fieldsOf, listOf, recordsOf } from "./json-fields.ts";

/** What a file is, and the part of it that has the spans; `other` says in words what it is instead. */
export type Recognised =
  | { format: "jaeger"; traces: readonly Fields[] }
  | { format: "zipkin"; spans: readonly unknown[] }
  | { format: "otlp"; resourceSpans: readonly unknown[] }
  | { format: "mission-control"; file: Fields }
  | { format: "other"; what: string };

export function recognise(value: unknown): Recognised {
  if (Array.isArray(value)) return recogniseList(value);
  const file = fieldsOf(value);
  if (file === null)
    return { format: "other", what: `it is ${value === null ? "null" : `a ${typeof value}`}` };
  const resourceSpans = resourceSpansOf(file);
  if (resourceSpans !== null) return { format: "otlp", resourceSpans };
  const first = fieldsOf(listOf(file.spans)[0]);
  if (first !== null && "span_id" in first && "start_us" in first) return { format: "mission-control", file };
  if (
    Array.isArray(file.spans) &&
    (first === null ? "traceID" in file || "processes" in file : "spanID" in first)
  )
    return { format: "jaeger", traces: [file] };
  if ("data" in file) {
    const inner = Array.isArray(file.data) ? file.data : [file.data];
    const traces = recordsOf(inner);
    if (traces.length === inner.length && traces.every((one) => Array.isArray(one.spans)))
      return { format: "jaeger", traces };
  }
  if ("traceId" in file && "id" in file) return { format: "zipkin", spans: [file] };
  return { format: "other", what: describe(file) };
}

function recogniseList(list: readonly unknown[]): Recognised {
  if (list.length === 0) return { format: "other", what: "it is an empty list, with no span in it" };
  if (list.every(Array.isArray)) {
    const spans = list.flat();
    return spans.length === 0 ? { format: "other", what: "its traces are empty" } : recogniseList(spans);
  }
  const all = list.map(fieldsOf);
  const first = all.find((one) => one !== null);
  if (first === undefined || first === null)
    return { format: "other", what: `it is a list of ${typeof list[0]}s` };
  if ("resourceSpans" in first || "scopeSpans" in first) {
    const requests = all.map((one) => (one === null ? null : resourceSpansOf(one)));
    if (requests.every((one) => one !== null)) return { format: "otlp", resourceSpans: requests.flat() };
  }
  if (Array.isArray(first.spans) && ("traceID" in first || "processes" in first))
    return { format: "jaeger", traces: recordsOf(list) };
  if ("spanID" in first) return { format: "jaeger", traces: [{ spans: list }] };
  if ("traceId" in first && ("id" in first || "localEndpoint" in first))
    return { format: "zipkin", spans: list };
  return { format: "other", what: `it is a list in which the first is ${describe(first)}` };
}

/** OTLP's request; a single part of it; and the answers of stores that wrap it. */
function resourceSpansOf(file: Fields): readonly unknown[] | null {
  const wrapped = fieldsOf(file.result) ?? fieldsOf(file.trace);
  for (const one of [file, ...(wrapped === null ? [] : [wrapped])]) {
    const found = one.resourceSpans ?? one.resource_spans ?? one.batches;
    if (Array.isArray(found)) return found;
  }
  return "scopeSpans" in file || "instrumentationLibrarySpans" in file ? [file] : null;
}

function describe(file: Fields): string {
  if ("traceEvents" in file) return "a trace of Chrome's tracing, which has no spans of services";
  if ("resourceMetrics" in file) return "OTLP metrics, not traces";
  if ("resourceLogs" in file) return "OTLP logs, not traces";
  if ("binaryAnnotations" in file) return "a span of Zipkin v1; export it as v2";
  if (fieldsOf(file.log) !== null) return "a HAR file of a browser";
  const keys = Object.keys(file);
  if (keys.length === 0) return "an empty object";
  const some = keys.slice(0, 6).map((key) => JSON.stringify(key.slice(0, 40)));
  return `an object with ${some.join(", ")}${keys.length > 6 ? ` and ${keys.length - 6} more` : ""}`;
}
