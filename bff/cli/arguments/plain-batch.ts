import type { PatchBatch, PatchOperation } from "../../../shared/models/patch-operation.ts";

/** Shorter than the engine's limit on a block however its characters are encoded. */
const plainBlock = 1_000_000;

/**
 * The batch of one operation that flags spelled, where it is plainly right; null where that takes a closer look. Loading
 * the schema library takes as long as the edit itself, so only a doubtful request goes through it, for the refusal's
 * words. Whatever passes here, `parseBatch` passes with the same outcome (a test holds the two together).
 */
export function plainBatch(
  batch: Record<string, unknown>,
  operation: Record<string, unknown>,
): PatchBatch | null {
  const { requester = "agent", reason = "", branch = "", dryRun = false, ...optional } = batch;
  const named = ["orderId", "traceId", "phase", "factory"];
  const fine =
    isText(requester, 0, 200) &&
    isText(reason, 0, 2000) &&
    isText(branch, 0, 300) &&
    typeof dryRun === "boolean" &&
    Object.entries(optional).every(([name, value]) => named.includes(name) && isText(value, 1, 200)) &&
    isPlainOperation(operation);
  if (!fine) return null;
  const withSpace =
    operation.op === "replace-block" || operation.op === "insert-before" || operation.op === "insert-after";
  const patch = withSpace ? { openSpace: false, ...operation } : operation;
  return {
    requester,
    reason,
    branch,
    dryRun,
    ...(optional as Pick<PatchBatch, "orderId" | "traceId" | "phase" | "factory">),
    atomic: true,
    coordinates: "original",
    patches: [patch as PatchOperation],
  };
}

function isPlainOperation({ op, ...fields }: Record<string, unknown>): boolean {
  if ((fields.start as number) > (fields.end as number)) return false;
  return typeof op === "string" && Object.entries(fields).every(([name, value]) => isPlainField(name, value));
}

function isPlainField(name: string, value: unknown): boolean {
  switch (name) {
    case "file":
      return isText(value, 1, 4096) && !value.includes("\0");
    case "block":
      return isText(value, 0, plainBlock);
    case "start":
    case "end":
    case "line":
      return Number.isSafeInteger(value) && (value as number) >= 1;
    case "openSpace":
      return typeof value === "boolean";
    case "oldText":
    case "anchor":
    case "startMarker":
    case "endMarker":
    case "placeholder":
      return isText(value, 1, plainBlock);
    case "taskId":
      return isText(value, 1, 200);
    case "position":
      return value === "before" || value === "after";
    case "patch_id":
      return isText(value, 1, 64) && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(value);
    case "expect":
      return /^[0-9a-f]{64}$/.test((value as { fileHash: string }).fileHash);
    default:
      return false;
  }
}

const isText = (value: unknown, least: number, most: number): value is string =>
  typeof value === "string" && value.length >= least && value.length <= most;
