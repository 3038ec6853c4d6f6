import { hasKeys } from "../has-keys.ts";
import { kindNamed } from "../span-kind.ts";
import type { Draft } from "./drafts.ts";
import {
  addAttribute,
  type Fields,
  fieldsOf,
  lengthOf,
  listOf,
  momentOf,
  recordsOf,
  textOf,
  wholeOf,
} from "./json-fields.ts";
import type { Problems } from "./problems.ts";

/** Spans of one trace as Jaeger's UI and API write it: `traceID`, `spans`, `processes`. */
export function readJaegerTrace(trace: Fields, at: string, problems: Problems): Draft[] {
  const processes = fieldsOf(trace.processes) ?? {};
  return listOf(trace.spans).flatMap((value, n) => {
    const span = fieldsOf(value);
    if (span === null) return problems.add(`${at}spans[${n}]`, "is no object");
    const traceId = textOf(span.traceID) || textOf(trace.traceID);
    const spanId = textOf(span.spanID);
    if (traceId === "" || spanId === "")
      return problems.add(`${at}spans[${n}]`, `has no ${traceId === "" ? "traceID" : "spanID"}`);
    const process = fieldsOf(span.process) ?? fieldsOf(processes[textOf(span.processID)]) ?? {};
    return [draftOf(span, traceId, spanId, process)];
  });
}

function draftOf(span: Fields, traceId: string, spanId: string, process: Fields): Draft {
  const attributes = tagsOf(span.tags);
  const { parent, links } = referencesOf(span, traceId);
  const kind = kindNamed(textOf(attributes["span.kind"]));
  const resource = tagsOf(process.tags);
  const warnings = listOf(span.warnings);
  const message = textOf(attributes["otel.status_description"]);
  return {
    trace_id: traceId,
    span_id: spanId,
    parent_span_id: parent,
    source: textOf(process.serviceName) || "unknown_service",
    kind,
    operation: textOf(span.operationName),
    start_us: momentOf(span.startTime),
    duration_us: lengthOf(span.duration),
    failed: isTrue(attributes.error) || textOf(attributes["otel.status_code"]) === "ERROR",
    details: {
      kind,
      ...(message === "" ? {} : { status_message: message }),
      ...(hasKeys(attributes) ? { attributes } : {}),
      ...(links.length > 0 ? { links } : {}),
      ...(warnings.length > 0 ? { warnings } : {}),
      ...(hasKeys(resource) ? { resource } : {}),
    },
    events: recordsOf(span.logs).map((log) => {
      const details = tagsOf(log.fields);
      const key = ["event", "message", "log"].find((one) => typeof details[one] === "string");
      const name = key === undefined ? "log" : textOf(details[key]);
      if (key !== undefined) delete details[key];
      return { name, at_us: momentOf(log.timestamp), details };
    }),
  };
}

/** The span that caused it within its trace: `CHILD_OF` before `FOLLOWS_FROM`; all others are links. */
function referencesOf(span: Fields, traceId: string): { parent: string | null; links: object[] } {
  const all = recordsOf(span.references);
  const inTrace = all.filter((one) => textOf(one.traceID) === traceId || textOf(one.traceID) === "");
  const parent = inTrace.find((one) => one.refType === "CHILD_OF") ?? inTrace[0];
  const links = all
    .filter((one) => one !== parent)
    .map((one) => ({
      trace_id: textOf(one.traceID) || traceId,
      span_id: textOf(one.spanID),
      type: textOf(one.refType),
    }));
  return { parent: textOf(parent?.spanID) || textOf(span.parentSpanID) || null, links };
}

function tagsOf(value: unknown): Record<string, unknown> {
  const tags: Record<string, unknown> = {};
  for (const tag of recordsOf(value)) addAttribute(tags, textOf(tag.key), tagValue(tag));
  return tags;
}

/** Some writers have all values as text, and say in `type` what they are. */
function tagValue({ type, value }: Fields): unknown {
  if (typeof value !== "string") return value ?? null;
  if (type === "bool") return value === "true" ? true : value === "false" ? false : value;
  if (type === "int64") return wholeOf(value) ?? value;
  if (type === "float64" && value.trim() !== "" && Number.isFinite(Number(value))) return Number(value);
  return value;
}

const isTrue = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isTrue) : value === true || value === "true";
