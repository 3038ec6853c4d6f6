import type { ToldSpan } from "../../ports/live-spans.ts";

/**
 * `{ event: "trace", data: span }` as JSON. Put together by hand, with the details as they are: most of a span is text
 * that needs no escape, and to look for one costs a third of what it costs to write the whole anew.
 */
export function spanText({ span, details }: ToldSpan): string {
  const head = `{"event":"trace","data":{"id":${span.id},"trace_id":${quoted(span.trace_id)},"span_id":${quoted(span.span_id)},"parent_span_id":${quoted(span.parent_span_id)},"source":${quoted(span.source)},"stage":${quoted(span.stage)},"operation":${quoted(span.operation)},"task_uuid":${quoted(span.task_uuid)}`;
  const times = `,"start_us":${span.start_us},"duration_us":${span.duration_us},"status":"${span.status}"`;
  return `${head}${times},"details":${details},"events":${list(span.events)},"marks":${list(span.marks)}}}`;
}

/** What JSON writes as it is; beyond ASCII there are lone surrogates, which it does not. */
const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function quoted(text: string | null): string {
  if (text === null) return "null";
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

const list = (items: readonly unknown[]): string => (items.length === 0 ? "[]" : JSON.stringify(items));
