import type { PatchStatus } from "../../shared/models/patch-event.ts";
import type { PatchDetail, PatchDisplayStatus, PatchRecord } from "../../shared/models/patch-record.ts";
import { PatchCheck } from "../../shared/models/patch-result.ts";
import { TaskBlock } from "../../shared/models/workspace-task.ts";
import type { PatchRow, TaskRow } from "./schema.ts";

// The one place where a row becomes what travels.

const flag = (value: number | null): boolean | null => (value === null ? null : value === 1);

export const toRecord = (row: PatchRow): PatchRecord => ({
  id: row.id,
  seq: row.seq,
  patch_id: row.patch_id,
  task_id: row.task_id,
  order_id: row.order_id,
  trace_id: row.trace_id,
  factory: row.factory,
  phase: row.phase,
  requester: row.requester,
  reason: row.reason,
  file: row.file_path,
  op: row.op,
  status: row.status as PatchStatus,
  display_status: row.display_status as PatchDisplayStatus,
  ts_check_ok: flag(row.ts_check_ok),
  ts_check_ms: row.ts_check_ms,
  diff_path: row.diff_path,
  before_hash: row.before_hash,
  after_hash: row.after_hash,
  lines_added: row.lines_added,
  lines_removed: row.lines_removed,
  error: row.error,
  code: row.code,
  created_at: row.created_at,
  updated_at: row.updated_at,
});

export function toDetail(row: PatchRow, task: TaskRow | undefined): PatchDetail {
  const meta = JSON.parse(row.meta) as Record<string, unknown>;
  const text = (key: string): string | null => (typeof meta[key] === "string" ? (meta[key] as string) : null);
  return {
    ...toRecord(row),
    ts_check_out: row.ts_check_out,
    branch: row.branch,
    span: text("span"),
    // other programs may have put anything there
    checks: (Array.isArray(meta.checks) ? meta.checks : []).flatMap(
      (check) => PatchCheck.safeParse(check).data ?? [],
    ),
    reverts: text("reverts"),
    reverted_by: row.reverted_by,
    meta,
    task:
      task === undefined
        ? null
        : {
            uuid: task.uuid,
            status: task.status,
            instruction: task.instruction,
            blocked: TaskBlock.safeParse(JSON.parse(task.blocked ?? "null")).data ?? null,
          },
  };
}
