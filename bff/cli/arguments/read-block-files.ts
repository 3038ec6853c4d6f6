import type { PatchOperation } from "../../../shared/models/patch-operation.ts";
import type { Result } from "../../../shared/result.ts";
import { readTextFile, type Source } from "./read-text.ts";

/** Puts the contents of each `blockFile`, read relative to the source's `cwd`, in its place as `block`. */
export function readBlockFiles(
  source: Source,
  operations: readonly PatchOperation[],
): Result<{ patches: PatchOperation[] }> {
  const patches: PatchOperation[] = [];
  for (const [index, operation] of operations.entries()) {
    if (!("blockFile" in operation) || operation.blockFile === undefined || operation.block !== undefined) {
      patches.push(operation);
      continue;
    }
    const { blockFile, ...rest } = operation;
    const read = readTextFile(source, blockFile, `blockFile of patch ${index}`);
    if (!read.ok) return read;
    patches.push({ ...rest, block: read.text });
  }
  return { ok: true, patches };
}
