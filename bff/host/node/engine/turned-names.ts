import type { ReadOperation } from "../../../../shared/patch/read-operation.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";

/**
 * The refusal where a batch makes a file of a name whose folder is a file that it removes, or which is a folder
 * that it empties; null otherwise. Files are made before any is removed, so that nothing is lost on the way.
 */
export function refuseTurned(name: string, reads: readonly ReadOperation[]): Refusal | null {
  const removed = reads.flatMap(({ files }) =>
    (files ?? []).filter(({ kind }) => kind === "delete" || kind === "rename").map(({ file }) => file),
  );
  const above = removed.find((file) => name.startsWith(`${file}/`));
  if (above !== undefined)
    return refuse(
      "NOT_A_FILE",
      `${name} needs ${above} as a folder, which is a file until this batch has removed it; remove it in one batch, and make the new file in the next`,
      { file: name, removed: above },
    );
  const below = removed.find((file) => file.startsWith(`${name}/`));
  if (below === undefined) return null;
  return refuse(
    "NOT_A_FILE",
    `${name} is a folder, and stays one when this batch has removed ${below}; name another file, or have a person remove the folder first`,
    { file: name, removed: below },
  );
}
