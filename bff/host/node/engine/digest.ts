import type { PatchOperation } from "../../../../shared/models/patch-operation.ts";
import { sha256 } from "./sha256.ts";

/**
 * What makes two requests with one `patch_id` the same: the operation, whatever order its keys came in, with
 * defaults filled in or not. Who asks, why and under which trace may differ when a request is sent again.
 */
export function requestDigest(op: PatchOperation, coordinates: string): string {
  const { patch_id: _id, ...rest } = op;
  const request = {
    ...rest,
    ...("openSpace" in rest && !rest.openSpace ? { openSpace: undefined } : {}),
    coordinates,
  };
  return sha256(stable(request));
}

function stable(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(stable).join(",")}]`;
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${stable(one)}`).join(",")}}`;
}
