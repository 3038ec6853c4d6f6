import type { PatchRecord } from "../../../../shared/models/patch-record.ts";
import type { PatchFilter } from "../../../../shared/operations/patches.ts";

const isOneOf = (values: readonly string[] | undefined, value: string | null) =>
  values === undefined || (value !== null && values.includes(value));

/** Whether a live record belongs into a list that the server read with this filter: the same question, asked here. */
export function matchesFilter(record: PatchRecord, filter: PatchFilter): boolean {
  return (
    isOneOf(filter.status, record.display_status) &&
    isOneOf(filter.factory, record.factory) &&
    isOneOf(filter.file, record.file) &&
    isOneOf(filter.op, record.op) &&
    isOneOf(filter.requester, record.requester) &&
    isOneOf(filter.order_id, record.order_id) &&
    (filter.task_id === undefined || record.task_id === filter.task_id) &&
    (filter.trace_id === undefined || record.trace_id === filter.trace_id) &&
    matchesSearch(record, filter.search)
  );
}

/** Every word of the search stands somewhere in the patch, in any case; words beyond the tenth are not looked at. */
function matchesSearch(record: PatchRecord, search: string | undefined): boolean {
  const words = search?.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10) ?? [];
  if (words.length === 0) return true;
  const text = [
    record.patch_id,
    record.file,
    record.op,
    record.requester,
    record.reason,
    record.order_id,
    record.task_id,
    record.error,
  ]
    .join("\n")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
