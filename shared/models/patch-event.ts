import { z } from "zod";
import { PatchId } from "./patch-operation.ts";

/** A patch's life, in the words of the `patch_events.status` column. */
export const PatchStatus = z.enum(["requested", "applied", "validated", "failed", "reverted"]);
export type PatchStatus = z.infer<typeof PatchStatus>;

export const patchEventTypes = [
  "patch_requested",
  "patch_applied",
  "patch_validated",
  "patch_failed",
  "patch_reverted",
] as const;
export const PatchEventType = z.enum(patchEventTypes);
export type PatchEventType = z.infer<typeof PatchEventType>;

/** Who and why. Keys beyond the named ones are kept. */
export const PatchMeta = z.looseObject({
  requester: z.string().optional(),
  reason: z.string().optional(),
  branch: z.string().optional(),
  order_id: z.string().optional(),
  phase: z.string().optional(),
  factory: z.string().optional(),
  trace_id: z.string().optional(),
  error: z.string().optional(),
  /** the closed code of the refusal, where `error` is set */
  code: z.string().optional(),
  /** true while a type check is on its way, so that a watcher can say "validating" */
  check_pending: z.boolean().optional(),
  /** the patch this one undoes */
  reverts: z.string().optional(),
  /** where the edit landed, for the inspector: "120–135" */
  span: z.string().optional(),
  checks: z.array(z.unknown()).optional(),
});
export type PatchMeta = z.infer<typeof PatchMeta>;

/**
 * What patchctl posts after a write. `type` may be left out by other programs: it then follows from
 * `meta.error` and `ts_check_ok`. `event_id` makes a second delivery of the same event harmless.
 */
export const PatchEvent = z.object({
  patch_id: PatchId,
  file: z.string().min(1).max(4096),
  op: z.string().min(1).max(64),
  type: PatchEventType.optional(),
  event_id: z.string().max(100).optional(),
  task_id: z.string().max(200).nullish(),
  ts_check_ok: z.boolean().nullish(),
  ts_check_out: z.string().max(200_000).nullish(),
  ts_check_ms: z.number().min(0).nullish(),
  diff_path: z.string().max(4096).nullish(),
  before_hash: z.string().max(64).nullish(),
  after_hash: z.string().max(64).nullish(),
  lines_added: z.int().min(0).nullish(),
  lines_removed: z.int().min(0).nullish(),
  meta: PatchMeta.optional(),
  ts: z.iso.datetime({ offset: true }).optional(),
});
export type PatchEvent = z.infer<typeof PatchEvent>;
