import type { PatchOperation } from "../../../shared/models/patch-operation.ts";
import type { Result } from "../../../shared/result.ts";
import { readTextFile } from "./read-text.ts";

/** Puts the contents of each `blockFile`, read relative to `cwd`, in its place as `block`. */
export function readBlockFiles(
  cwd: string,
  operations: readonly PatchOperation[],
): Result<{ patches: PatchOperation[] }> {
  const patches: PatchOperation[] = [];
  for (const [index, operation] of operations.entries()) {
    if (!("blockFile" in operation) || operation.blockFile === undefined || operation.block !== undefined) {
      patches.push(operation);
      continue;
    }
    const { blockFile, ...rest } = operation;
    const read = readTextFile(cwd, blockFile, `blockFile of patch ${index}`);
    if (!read.ok) return read;
    patches.push({ ...rest, block: read.text });
  }
  return { ok: true, patches };
}
