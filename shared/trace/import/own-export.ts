import { Span, type SpanMark } from "../../models/span.ts";
import type { ImportedTrace } from "./drafts.ts";
import type { Fields } from "./json-fields.ts";
import { listOf } from "./json-fields.ts";
import type { Problems } from "./problems.ts";

/**
 * What `GET /api/traces/:trace_id/export?format=json` wrote. Spans are as they were, their ids as well; what their place
 * in the call tree gave them is found again when they are put there.
 */
export function readOwnExport(file: Fields, problems: Problems): ImportedTrace[] {
  const byTrace = new Map<string, Span[]>();
  const used = new Set<string>();
  for (const [n, value] of listOf(file.spans).entries()) {
    const read = Span.safeParse(value);
    if (!read.success) {
      const issue = read.error.issues[0]!;
      problems.add(`spans[${n}]`, `is no span of an export: ${issue.path.join(".")} ${issue.message}`);
      continue;
    }
    const { trace_id, id } = read.data;
    if (used.has(`${id}\n${trace_id}`)) {
      problems.add(`spans[${n}]`, `has the id ${id}, which another has`);
      continue;
    }
    used.add(`${id}\n${trace_id}`);
    const span = unplaced(read.data);
    const same = byTrace.get(trace_id);
    if (same) same.push(span);
    else byTrace.set(trace_id, [span]);
  }
  return [...byTrace].map(([trace_id, spans]) => ({
    trace_id,
    spans: spans.sort((a, b) => a.start_us - b.start_us || a.id - b.id),
  }));
}

const ofPlace: ReadonlySet<SpanMark> = new Set<SpanMark>(["orphan", "skew", "cycle", "duplicate"]);

function unplaced({ shifted_us: _, marks, ...span }: Span): Span {
  return { ...span, marks: marks.filter((mark) => !ofPlace.has(mark)) };
}
