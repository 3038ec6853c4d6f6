import { z } from "zod";
import { fromCommaList } from "../comma-list.ts";
import { PatchEvent } from "../models/patch-event.ts";
import { PatchBatch, PatchId } from "../models/patch-operation.ts";
import { CustodyRow, PatchDetail, PatchDisplayStatus, PatchRecord } from "../models/patch-record.ts";
import { PatchResult } from "../models/patch-result.ts";
import { defineOperation } from "../operation.ts";

/** One value, several in one comma-separated string (HTTP; a comma of a value is `\,`), or a list (RPC). */
const several = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .union([z.array(z.string()), z.string().transform(fromCommaList)])
    .pipe(z.array(item).max(100))
    .optional();

/** The filters that history, facets and the screen share. A filter left out narrows nothing. */
export const PatchFilter = z.object({
  search: z.string().max(200).optional(),
  status: several(PatchDisplayStatus),
  factory: several(z.string()),
  file: several(z.string()),
  op: several(z.string()),
  requester: several(z.string()),
  order_id: several(z.string()),
  task_id: z.string().optional(),
  trace_id: z.string().max(200).optional(),
});
export type PatchFilter = z.output<typeof PatchFilter>;

const onePatch = z.object({ patch_id: PatchId });

const refusedByEngine = [
  "PATH_OUTSIDE_WORKSPACE",
  "PATH_PROTECTED",
  "PATH_BLOCKED",
  "FILE_NOT_FOUND",
  "FILE_EXISTS",
  "NOT_A_FILE",
  "FILE_UNREADABLE",
  "FILE_UNWRITABLE",
  "FILE_TOO_LARGE",
  "BLOCK_TOO_LARGE",
  "BINARY_FILE",
  "EMPTY_FILE",
  "LINE_OUT_OF_RANGE",
  "SPAN_INVERTED",
  "OPERATIONS_OVERLAP",
  "NO_MATCH",
  "AMBIGUOUS_MATCH",
  "MALFORMED_DIFF",
  "BINARY_PATCH",
  "NOTHING_TO_CHANGE",
  "STALE_BASE",
  "STALE_SPAN",
  "PATCH_ID_REUSED",
  "FILE_BUSY",
  "FILE_LEASED",
  "BATCH_ABORTED",
  "TASK_NOT_FOUND",
  "TASK_CLOSED",
  "SPAN_NOT_ALLOWED",
  "GUARD_VIOLATION",
  "GUARD_NOT_FOUND",
  "FORBIDDEN",
  "NOT_A_REPOSITORY",
  "CHANGE_LIMIT",
  "INVALID_POLICY",
  "TYPE_CHECK_FAILED",
  "WORKSPACE_UNAVAILABLE",
] as const;

export const applyPatches = defineOperation({
  name: "patches.apply",
  summary: "Apply a batch of bounded edits, or refuse with a reason",
  kind: "command",
  role: "agent",
  input: PatchBatch,
  output: z.object({ results: z.array(PatchResult) }),
  errors: refusedByEngine,
  http: { method: "POST", path: "/api/patches/apply" },
  rpc: { entrypoint: "PatchOps", method: "applyPatches" },
});

export const simulatePatches = defineOperation({
  name: "patches.simulate",
  summary: "Plan a batch without writing: the diff, the score and the checks it would have",
  kind: "query",
  role: "agent",
  input: PatchBatch,
  output: z.object({ results: z.array(PatchResult) }),
  errors: refusedByEngine,
  http: { method: "POST", path: "/api/patches/simulate" },
  rpc: { entrypoint: "PatchOps", method: "simulatePatches" },
});

export const recordEvent = defineOperation({
  name: "patches.recordEvent",
  summary: "Receive a patch event from patchctl; a second delivery of the same event_id changes nothing",
  kind: "command",
  role: "agent",
  input: PatchEvent,
  output: z.object({ seq: z.int(), duplicate: z.boolean() }),
  errors: [],
  http: { method: "POST", path: "/api/patches/events" },
  rpc: { entrypoint: "PatchOps", method: "recordEvent" },
});

export const checkPatch = defineOperation({
  name: "patches.check",
  summary: "Type-check an applied patch with the server's warm checker; only new errors count",
  kind: "command",
  role: "agent",
  input: onePatch,
  output: z.object({
    ts_check_ok: z.boolean().nullable(),
    ts_check_out: z.string(),
    ts_check_ms: z.number(),
  }),
  errors: ["PATCH_NOT_FOUND", "WORKSPACE_UNAVAILABLE"],
  http: { method: "POST", path: "/api/patches/:patch_id/check" },
  rpc: { entrypoint: "PatchOps", method: "checkPatch" },
});

export const listPatches = defineOperation({
  name: "patches.logs",
  summary: "History of patches, newest first, paged by key",
  kind: "query",
  role: "viewer",
  input: PatchFilter.extend({
    limit: z.coerce.number().int().min(1).max(500).default(50),
    offset: z.coerce.number().int().min(0).default(0),
    cursor: z.string().max(300).optional(),
    order: z.enum(["asc", "desc"]).default("desc"),
  }),
  output: z.object({
    results: z.array(PatchRecord),
    /** pass it back as `cursor` for the next page; null where this was the last */
    next: z.string().nullable(),
    /** head of the event log when this was read: connect with `/ws?since=` it, and nothing falls between */
    seq: z.int(),
  }),
  errors: [],
  http: { method: "GET", path: "/api/patches/logs" },
  rpc: { entrypoint: "PatchOps", method: "logs" },
});

const Count = z.object({ value: z.string(), count: z.int() });

export const patchFacets = defineOperation({
  name: "patches.facets",
  summary: "How many patches stand behind each value of each filter, the other filters applied",
  kind: "query",
  role: "viewer",
  input: PatchFilter,
  output: z.object({
    total: z.int(),
    status: z.array(Count),
    factory: z.array(Count),
    file: z.array(Count),
    op: z.array(Count),
    requester: z.array(Count),
    order_id: z.array(Count),
  }),
  errors: [],
  http: { method: "GET", path: "/api/patches/facets" },
  rpc: { entrypoint: "PatchOps", method: "facets" },
});

export const orderTotals = defineOperation({
  name: "patches.orders",
  summary: "Totals of the named orders, for the success bar above each group of the stream",
  kind: "query",
  role: "viewer",
  input: z.object({ order_id: several(z.string()) }),
  output: z.object({
    orders: z.array(
      z.object({
        order_id: z.string(),
        phase: z.string().nullable(),
        total: z.int(),
        ok: z.int(),
        failed: z.int(),
        pending: z.int(),
      }),
    ),
  }),
  errors: [],
  http: { method: "GET", path: "/api/patches/orders" },
  rpc: { entrypoint: "PatchOps", method: "orders" },
});

export const getPatch = defineOperation({
  name: "patches.get",
  summary: "One patch with its checks",
  kind: "query",
  role: "viewer",
  input: onePatch,
  output: z.object({ patch: PatchDetail }),
  errors: ["PATCH_NOT_FOUND"],
  http: { method: "GET", path: "/api/patches/:patch_id" },
  rpc: { entrypoint: "PatchOps", method: "getPatch" },
});

export const getPatchDiff = defineOperation({
  name: "patches.diff",
  summary: "The unified diff of one patch; `git apply -R` undoes it",
  kind: "query",
  role: "viewer",
  input: onePatch,
  output: z.object({
    patch_id: z.string(),
    diff: z.string(),
    files: z.array(
      z.object({
        file: z.string(),
        old_text: z.string().nullable(),
        new_text: z.string().nullable(),
        /** first line of the old and new text shown, 1-based, where the text is a window of the file */
        old_start: z.int(),
        new_start: z.int(),
      }),
    ),
    truncated: z.boolean(),
  }),
  errors: ["PATCH_NOT_FOUND"],
  http: { method: "GET", path: "/api/patches/:patch_id/diff" },
  rpc: { entrypoint: "PatchOps", method: "getDiff" },
});

export const getPatchCustody = defineOperation({
  name: "patches.custody",
  summary: "Who had the patch when: its rows of the custody chain, oldest first",
  kind: "query",
  role: "viewer",
  input: onePatch,
  output: z.object({
    patch_id: z.string(),
    /** the flow that the patch came in */
    trace_id: z.string().nullable(),
    custody: z.array(CustodyRow),
  }),
  errors: ["PATCH_NOT_FOUND"],
  http: { method: "GET", path: "/api/patches/:patch_id/custody" },
  rpc: { entrypoint: "PatchOps", method: "getCustody" },
});

export const revertPatch = defineOperation({
  name: "patches.revert",
  summary: "Undo one patch by a new one, where its lines are still as it left them",
  kind: "command",
  role: "reviewer",
  input: z.object({
    patch_id: PatchId,
    requester: z.string().max(200).optional(),
    reason: z.string().max(2000).default(""),
  }),
  output: z.object({ result: PatchResult }),
  errors: ["PATCH_NOT_FOUND", "ALREADY_REVERTED", "REVERT_CONFLICT", ...refusedByEngine],
  http: { method: "POST", path: "/api/patches/:patch_id/revert" },
  rpc: { entrypoint: "PatchOps", method: "revert" },
});

export const patchOperations = {
  applyPatches,
  simulatePatches,
  recordEvent,
  checkPatch,
  listPatches,
  patchFacets,
  orderTotals,
  getPatch,
  getPatchDiff,
  getPatchCustody,
  revertPatch,
} as const;
