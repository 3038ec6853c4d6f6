import type { PatchOperation } from "../models/patch-operation.ts";
import { ok, type Refusal, type Result, refuse } from "../result.ts";
import type { FilePatch } from "./file-patch.ts";
import { maxBlockBytes } from "./limits.ts";
import { parseDiff } from "./parse-diff.ts";

/** An operation with its diff parsed, and every file name it speaks of, as the caller spelled them. */
export interface ReadOperation {
  op: PatchOperation;
  names: readonly string[];
  /** of a `unified-diff`, what it asks of each file */
  files?: readonly FilePatch[];
  /** the operation cannot be read at all */
  refusal?: Refusal;
}

/** Reads what an operation speaks of, without looking at any file. */
export function readOperation(op: PatchOperation): ReadOperation {
  if (op.op !== "unified-diff") return { op, names: [op.file] };
  // twice, because a diff of a block shows its lines with a mark, and may show as many old ones
  if (op.diff.length > 2 * maxBlockBytes)
    return {
      op,
      names: [op.file],
      refusal: refuse("BLOCK_TOO_LARGE", `the diff has more than ${2 * maxBlockBytes} characters; split it`, {
        limit: 2 * maxBlockBytes,
      }),
    };
  const parsed = parseDiff(op.diff);
  const named = parsed.ok ? nameFiles(op.file, parsed.files) : parsed;
  if (!named.ok) return { op, names: [op.file], refusal: named };
  return { op, names: [...new Set(named.files.flatMap(({ file, to }) => [file, to]))], files: named.files };
}

/** Reconciles the names inside of a diff with the operation's own `file`. */
function nameFiles(file: string, files: readonly FilePatch[]): Result<{ files: readonly FilePatch[] }> {
  const own = file.replace(/^(\.\/)+/, "");
  const only = files[0]!;
  if (files.length === 1 && only.kind !== "rename" && only.kind !== "copy") {
    // bare hunks name no file, and a diff made in a subfolder names it from there
    if (only.to === "" || own.endsWith(`/${only.to}`)) return ok({ files: [{ ...only, file, to: file }] });
  }
  const inside = files.flatMap((one) => [one.file, one.to]);
  if (inside.some((name) => name.replace(/^(\.\/)+/, "") === own)) return ok({ files });
  const named = [...new Set(inside)].slice(0, 10).join(", ");
  return refuse(
    "MALFORMED_DIFF",
    `the diff is about ${named}, but "file" says ${file}; name a file of the diff`,
    {
      file,
      files: [...new Set(inside)].slice(0, 100),
    },
  );
}
