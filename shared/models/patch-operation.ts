import { z } from "zod";

export { maxBlockBytes } from "../patch/limits.ts";

/** An id that is also a file name under `.mission_control/patches/`, so it may hold nothing that walks. */
export const PatchId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    "a patch id is 1 to 64 letters, digits, dot, dash or underscore",
  );

/** What stands behind START: and END: in the markers of a guarded region. */
export const GuardName = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,200}$/, "a guard's name is 1 to 200 letters, digits, dot, dash or underscore");

/** Which file, and which lines of it, the caller was looking at. */
export const Expect = z
  .object({
    fileHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "fileHash is the sha256 of the file read, 64 hex digits")
      .optional(),
    spanHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "spanHash is the sha256 of the old lines, 64 hex digits")
      .optional(),
    spanText: z.string().optional(),
  })
  .strict();
export type Expect = z.infer<typeof Expect>;

const line = z.int("a line is a whole number").min(1, "lines are counted from 1");
const common = {
  file: z.string().min(1, "file is a path relative to the workspace").max(4096),
  taskId: z.string().min(1).max(200).optional(),
  expect: Expect.optional(),
  patch_id: PatchId.optional(),
};
/** `blockFile` is read by patchctl on the caller's machine; over HTTP and RPC only `block` is accepted. */
const block = { block: z.string().optional(), blockFile: z.string().min(1).optional() };
const openSpace = { openSpace: z.boolean().default(false) };

export const PatchOperation = z.discriminatedUnion("op", [
  z
    .object({ op: z.literal("replace-block"), ...common, start: line, end: line, ...block, ...openSpace })
    .strict(),
  z.object({ op: z.literal("insert-before"), ...common, line, ...block, ...openSpace }).strict(),
  z.object({ op: z.literal("insert-after"), ...common, line, ...block, ...openSpace }).strict(),
  z.object({ op: z.literal("append"), ...common, ...block }).strict(),
  z.object({ op: z.literal("prepend"), ...common, ...block }).strict(),
  z.object({ op: z.literal("create-file"), ...common, ...block }).strict(),
  z.object({ op: z.literal("replace-text"), ...common, oldText: z.string().min(1), ...block }).strict(),
  z
    .object({
      op: z.literal("insert-at-anchor"),
      ...common,
      anchor: z.string().min(1),
      position: z.enum(["before", "after"]),
      ...block,
    })
    .strict(),
  z
    .object({
      op: z.literal("replace-between"),
      ...common,
      startMarker: z.string().min(1),
      endMarker: z.string().min(1),
      ...block,
    })
    .strict(),
  z
    .object({ op: z.literal("fill-placeholder"), ...common, placeholder: z.string().min(1), ...block })
    .strict(),
  z.object({ op: z.literal("unified-diff"), ...common, diff: z.string().min(1) }).strict(),
]);
export type PatchOperation = z.infer<typeof PatchOperation>;
export type PatchOp = PatchOperation["op"];

export const patchOps = [
  "replace-block",
  "insert-before",
  "insert-after",
  "append",
  "prepend",
  "create-file",
  "replace-text",
  "insert-at-anchor",
  "replace-between",
  "fill-placeholder",
  "unified-diff",
] as const satisfies readonly PatchOp[];

/** Several edits that belong together. `coordinates: "original"` reads every line number against the file as the batch found it. */
export const PatchBatch = z
  .object({
    orderId: z.string().min(1).max(200).optional(),
    requester: z.string().max(200).default("agent"),
    reason: z.string().max(2000).default(""),
    branch: z.string().max(300).default(""),
    traceId: z.string().min(1).max(200).optional(),
    phase: z.string().max(200).optional(),
    factory: z.string().max(200).optional(),
    dryRun: z.boolean().default(false),
    atomic: z.boolean().default(true),
    coordinates: z.enum(["original", "sequential"]).default("original"),
    /** guarded regions that this batch may rewrite, by name; only a reviewer's batch may name any */
    unlock: z.array(GuardName).min(1).max(100).optional(),
    /** also commit each patch to `fix/trace-<traceId>-<requester>`; needs `traceId` */
    gitBranch: z.boolean().optional(),
    patches: z
      .array(PatchOperation)
      .min(1, "a batch holds at least one patch")
      .max(1000, "a batch holds at most 1000 patches: send the rest in another one, or all as one diff"),
  })
  .strict();
export type PatchBatch = z.infer<typeof PatchBatch>;
