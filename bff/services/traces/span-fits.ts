import type { Span } from "../../../shared/models/span.ts";
import type { TraceFilter } from "../../../shared/operations/traces.ts";
import { searchWords } from "../../db/search-words.ts";

/** Most characters of details that are searched, as in the store's index. */
const searchedDetails = 2000;

type SpanHead = Omit<Span, "details">;
/** Tells whether a span fits; its details as they are or as JSON. */
export type Fits = (span: SpanHead, details: Span["details"] | string) => boolean;

/** A filter made ready for many spans: whether one fits in all of it. */
export function spanFits(filter: TraceFilter): Fits {
  const words = searchWords(filter.search);
  const from = filter.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(filter.from) * 1000;
  const to = filter.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(filter.to) * 1000;
  const tests: Fits[] = [];
  for (const [name, values] of [
    ["source", filter.source],
    ["stage", filter.stage],
    ["operation", filter.operation],
  ] as const) {
    if (values === undefined || values.length === 0) continue;
    const wanted = new Set(values);
    tests.push((span) => wanted.has(span[name]));
  }
  const { status, task_uuid, min_ms, max_ms } = filter;
  if (status !== undefined) tests.push((span) => span.status === status);
  if (task_uuid !== undefined) tests.push((span) => span.task_uuid === task_uuid);
  if (min_ms !== undefined)
    tests.push(({ duration_us }) => duration_us !== null && duration_us >= min_ms * 1000);
  if (max_ms !== undefined)
    tests.push(({ duration_us }) => duration_us !== null && duration_us <= max_ms * 1000);
  if (filter.from !== undefined || filter.to !== undefined)
    tests.push(({ start_us }) => start_us >= from && start_us <= to);
  if (words.length > 0) {
    tests.push((span, details) => {
      if (words.length === 1 && span.trace_id.toLowerCase().startsWith(words[0]!)) return true;
      const text = textOf(span, details);
      return words.every((word) => text.includes(word));
    });
  }
  return (span, details) => tests.every((test) => test(span, details));
}

function textOf(
  { operation, source, stage, task_uuid }: SpanHead,
  details: Span["details"] | string,
): string {
  const json = typeof details === "string" ? details : JSON.stringify(details);
  return [operation, source, stage, task_uuid ?? "", json.slice(0, searchedDetails)].join("\n").toLowerCase();
}
