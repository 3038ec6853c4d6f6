import { type SpanMark, spanMarks } from "../models/span.ts";
import type { TraceSkeleton } from "../models/trace-skeleton.ts";
import type { ArrangedSpan } from "./arrange.ts";

/** Rows as columns, see the model. */
export function toSkeleton(rows: readonly ArrangedSpan[]): TraceSkeleton {
  let base = rows.length === 0 ? 0 : Number.POSITIVE_INFINITY;
  for (const { start_us } of rows) base = Math.min(base, start_us);
  const sources = names();
  const stages = names();
  const operations = names();
  return {
    base_us: base,
    id: rows.map(({ span }) => span.id),
    parent: rows.map(({ parent }) => parent),
    start: rows.map(({ start_us }) => start_us - base),
    duration: rows.map(({ span }) => span.duration_us ?? -1),
    source: rows.map(({ span }) => sources.indexOf(span.source)),
    stage: rows.map(({ span }) => stages.indexOf(span.stage)),
    operation: rows.map(({ span }) => operations.indexOf(span.operation)),
    flags: rows.map(({ span }) => flagsOf(span.status === "error", span.marks)),
    sources: sources.list,
    stages: stages.list,
    operations: operations.list,
  };
}

/** Numbers names in the order in which they come. */
function names() {
  const known = new Map<string, number>();
  const list: string[] = [];
  return {
    list,
    indexOf(name: string): number {
      let at = known.get(name);
      if (at === undefined) {
        at = list.push(name) - 1;
        known.set(name, at);
      }
      return at;
    },
  };
}

const bitOf = (mark: SpanMark): number => 2 << spanMarks.indexOf(mark);

const flagsOf = (error: boolean, marks: readonly SpanMark[]): number =>
  marks.reduce((flags, mark) => flags | bitOf(mark), error ? 1 : 0);

export const isError = (flags: number): boolean => (flags & 1) !== 0;
export const marksOf = (flags: number): SpanMark[] => spanMarks.filter((mark) => (flags & bitOf(mark)) !== 0);
