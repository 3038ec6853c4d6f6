import { type Refusal, refuse } from "../result.ts";
import { newFileBytes } from "./block.ts";
import type { Hash } from "./hash.ts";
import { type PlaceSettings, placeOperation } from "./line-operations.ts";
import { blockOf } from "./operation-block.ts";
import type { Resolved } from "./part.ts";
import type { ReadOperation } from "./read-operation.ts";
import { type Lookup, resolveDiff } from "./resolve-diff.ts";
import { checkFileHash, checkSpan, noSpanToExpect } from "./stale.ts";

export interface ResolveContext extends PlaceSettings {
  look: Lookup;
  hash: Hash;
  /** hashes of the file that `expect.fileHash` may name */
  accepted: (file: string) => readonly string[];
}

/** Finds what an operation does to which bytes, or why it may not; `expect` is held against the file here. */
export function resolveOperation(read: ReadOperation, context: ResolveContext): Resolved | Refusal {
  const { op } = read;
  if (read.refusal) return read.refusal;
  if (op.op === "unified-diff") {
    const wrong =
      noSpanToExpect(op.expect, "unified-diff") ??
      checkFileHash(op.expect, op.file, context.accepted(op.file));
    return wrong ?? resolveDiff(read.files ?? [], context.look, context.matching);
  }
  const found = context.look(op.file);
  if (found && "ok" in found) return found;
  const given = blockOf(op);
  if ("ok" in given) return given;
  const { block } = given;
  if (op.op === "create-file") {
    const lines = found?.doc.starts.length;
    if (found)
      return refuse(
        "FILE_EXISTS",
        `${op.file} exists already (${lines === 1 ? "1 line" : `${lines} lines`}), and create-file writes over nothing; read it (patchctl context --file ${op.file}) and send replace-text, replace-block or append`,
        {
          file: op.file,
          lines,
        },
      );
    const wrong = noSpanToExpect(op.expect, op.op) ?? checkFileHash(op.expect, op.file, []);
    if (wrong) return wrong;
    return {
      parts: [{ kind: "create", file: op.file, state: { bytes: newFileBytes(block), executable: false } }],
      tier: null,
    };
  }
  if (!found)
    return refuse(
      "FILE_NOT_FOUND",
      `${op.file} does not exist; correct the path, which is relative to the workspace, or use create-file to make it`,
      {
        file: op.file,
      },
    );
  const stale = checkFileHash(op.expect, op.file, context.accepted(op.file));
  if (stale) return stale;
  const placed = placeOperation(op, found.doc, block, context);
  if ("ok" in placed) return placed;
  const { splice, touched, span, tier } = placed;
  const wrong = span
    ? checkSpan(op.expect, found.doc, op.file, span, context.hash)
    : noSpanToExpect(op.expect, op.op);
  if (wrong) return wrong;
  return { parts: [{ kind: "edit", file: op.file, splices: [splice], touched: [touched] }], tier };
}
