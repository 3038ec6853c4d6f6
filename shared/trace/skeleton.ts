import { type SpanMark, spanMarks } from "../models/span.ts";
import type { TraceSkeleton } from "../models/trace-skeleton.ts";
import type { ArrangedSpan } from "./arrange.ts";

const mostTasks = 20;

/** Rows as columns, see the model. */
export function toSkeleton(rows: readonly ArrangedSpan[]): TraceSkeleton {
  let base = rows.length === 0 ? 0 : Number.POSITIVE_INFINITY;
  for (const { start_us } of rows) base = Math.min(base, start_us);
  const sources = names();
  const stages = names();
  const operations = names();
  const tasks = new Set<string>();
  const column = () => new Array<number>(rows.length);
  const [id, parent, start, duration] = [column(), column(), column(), column()];
  const [source, stage, operation, flags] = [column(), column(), column(), column()];
  for (let row = 0; row < rows.length; row++) {
    const { span, parent: above, start_us } = rows[row]!;
    id[row] = span.id;
    parent[row] = above;
    start[row] = start_us - base;
    duration[row] = span.duration_us ?? -1;
    source[row] = sources.indexOf(span.source);
    stage[row] = stages.indexOf(span.stage);
    operation[row] = operations.indexOf(span.operation);
    flags[row] = flagsOf(span.status === "error", span.marks);
    if (span.task_uuid !== null && tasks.size < mostTasks) tasks.add(span.task_uuid);
  }
  return {
    base_us: base,
    sources: sources.list,
    stages: stages.list,
    operations: operations.list,
    tasks: [...tasks],
    id,
    parent,
    start,
    duration,
    source,
    stage,
    operation,
    flags,
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
export const hasMark = (flags: number, mark: SpanMark): boolean => (flags & bitOf(mark)) !== 0;
export const marksOf = (flags: number): SpanMark[] => spanMarks.filter((mark) => (flags & bitOf(mark)) !== 0);
