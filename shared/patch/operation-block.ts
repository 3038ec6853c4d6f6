import type { PatchOperation } from "../models/patch-operation.ts";
import { type Refusal, refuse } from "../result.ts";
import { maxBlockBytes } from "./limits.ts";

export type BlockOperation = Exclude<PatchOperation, { op: "unified-diff" }>;

/** The block of an operation, or why it cannot be used. */
export function blockOf(op: BlockOperation): { block: string } | Refusal {
  if (op.block === undefined)
    return refuse(
      "INVALID_INPUT",
      op.blockFile === undefined
        ? `${op.op} needs a block: send "block", the text to put there ("" for no line at all)`
        : `"blockFile" is read by patchctl on its own machine; send the text itself as "block"`,
      { path: "block" },
    );
  return tooLarge(op.block) ?? unfit(op.block) ?? { block: op.block };
}

/** BLOCK_TOO_LARGE where the text is over the limit in UTF-8. */
export function tooLarge(text: string): Refusal | null {
  // a UTF-16 unit is at most three bytes, so most blocks need no counting
  if (text.length * 3 <= maxBlockBytes) return null;
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= maxBlockBytes) return null;
  return refuse(
    "BLOCK_TOO_LARGE",
    `the block has ${bytes} bytes, the limit is ${maxBlockBytes}; send a bounded edit, or split it into several`,
    { bytes, limit: maxBlockBytes },
  );
}

function unfit(block: string): Refusal | null {
  if (block.includes("\0"))
    return refuse(
      "BINARY_FILE",
      "the block holds a NUL character, which would make the file binary; send text",
      {},
    );
  if (!block.isWellFormed())
    return refuse(
      "INVALID_INPUT",
      "the block holds half of a surrogate pair, which no encoding can write; send whole characters",
      {},
    );
  return null;
}
