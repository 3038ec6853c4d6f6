import type { TraceSkeleton } from "../../../../shared/models/trace-skeleton.ts";
import { isError } from "../../../../shared/trace/skeleton.ts";
import type { TraceSearch } from "../trace-search.ts";

/** Whether a row fits what the list is narrowed by, so that the rest can stand back; null: nothing is narrowed. */
export function rowFits(
  skeleton: TraceSkeleton,
  { source, stage, operation, status, min_ms }: TraceSearch,
): ((row: number) => boolean) | null {
  if (!source && !stage && !operation && !status && min_ms === undefined) return null;
  const wanted = (names: readonly string[], values: readonly string[] | undefined) =>
    values && names.map((name) => values.includes(name));
  const sources = wanted(skeleton.sources, source);
  const stages = wanted(skeleton.stages, stage);
  const operations = wanted(skeleton.operations, operation);
  return (row) =>
    (!sources || sources[skeleton.source[row]!]!) &&
    (!stages || stages[skeleton.stage[row]!]!) &&
    (!operations || operations[skeleton.operation[row]!]!) &&
    (!status || isError(skeleton.flags[row]!)) &&
    // one that has not ended says no length
    (min_ms === undefined || skeleton.duration[row]! >= min_ms * 1000);
}
