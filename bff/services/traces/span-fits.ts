import type { Span } from "../../../shared/models/span.ts";
import type { TraceFilter } from "../../../shared/operations/traces.ts";
import { searchWords } from "../../db/search-words.ts";

/** Most characters of details that are searched, as in the store's index. */
const searchedDetails = 2000;

/** A filter made ready for many spans: whether one fits in all of it. */
export function spanFits(filter: TraceFilter): (span: Span) => boolean {
  const words = searchWords(filter.search);
  const from = filter.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(filter.from) * 1000;
  const to = filter.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(filter.to) * 1000;
  const tests: ((span: Span) => boolean)[] = [];
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
    tests.push((span) => {
      if (words.length === 1 && span.trace_id.toLowerCase().startsWith(words[0]!)) return true;
      const text = textOf(span);
      return words.every((word) => text.includes(word));
    });
  }
  return (span) => tests.every((test) => test(span));
}

const textOf = ({ operation, source, stage, task_uuid, details }: Span): string =>
  [operation, source, stage, task_uuid ?? "", JSON.stringify(details).slice(0, searchedDetails)]
    .join("\n")
    .toLowerCase();
