import { z } from "zod";
import { PatchStatus } from "./patch-event.ts";
import { PatchCheck } from "./patch-result.ts";
import { TaskBlock } from "./workspace-task.ts";

/** What the screen shows: the stored status, and `validating` while a check of an applied patch is on its way. */
export const PatchDisplayStatus = z.enum([
  "requested",
  "applied",
  "validating",
  "validated",
  "failed",
  "reverted",
]);
export type PatchDisplayStatus = z.infer<typeof PatchDisplayStatus>;

/**
 * One patch as history and the live feed both carry it. `seq` is the event-log number that last changed it,
 * so that of two copies the one with the higher `seq` is the newer. Times are ISO-8601 UTC.
 */
export const PatchRecord = z.object({
  id: z.int(),
  seq: z.int(),
  patch_id: z.string(),
  task_id: z.string().nullable(),
  order_id: z.string().nullable(),
  trace_id: z.string().nullable(),
  factory: z.string().nullable(),
  phase: z.string().nullable(),
  requester: z.string().nullable(),
  reason: z.string().nullable(),
  file: z.string(),
  op: z.string(),
  status: PatchStatus,
  display_status: PatchDisplayStatus,
  ts_check_ok: z.boolean().nullable(),
  ts_check_ms: z.number().nullable(),
  diff_path: z.string().nullable(),
  before_hash: z.string().nullable(),
  after_hash: z.string().nullable(),
  lines_added: z.int().nullable(),
  lines_removed: z.int().nullable(),
  error: z.string().nullable(),
  code: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type PatchRecord = z.infer<typeof PatchRecord>;

/** The record with what only the inspector asks for. */
export const PatchDetail = PatchRecord.extend({
  ts_check_out: z.string().nullable(),
  branch: z.string().nullable(),
  span: z.string().nullable(),
  checks: z.array(PatchCheck),
  reverts: z.string().nullable(),
  reverted_by: z.string().nullable(),
  meta: z.record(z.string(), z.unknown()),
  /** the task it belongs to as it stands now; null where it has none, or one that the workspace does not know */
  task: z
    .object({
      uuid: z.string(),
      status: z.string(),
      instruction: z.string().nullable(),
      blocked: TaskBlock.nullable(),
    })
    .nullable(),
});
export type PatchDetail = z.infer<typeof PatchDetail>;

/** One link of the custody chain: `hash` covers this row and `prev_hash`. `trace_id`: the flow it happened in. */
export const CustodyRow = z.object({
  id: z.int(),
  patch_id: z.string().nullable(),
  factory: z.string().nullable(),
  event_type: z.string(),
  message: z.string().nullable(),
  actor: z.string().nullable(),
  prev_hash: z.string(),
  hash: z.string(),
  ts: z.string(),
  trace_id: z.string().nullable(),
});
export type CustodyRow = z.infer<typeof CustodyRow>;
