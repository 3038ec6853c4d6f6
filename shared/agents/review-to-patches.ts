import { CodeReview } from "../models/agent-output.ts";
import type { PatchBatch, PatchOperation } from "../models/patch-operation.ts";
import { parseBatch } from "../patch/parse-batch.ts";
import { type Result, refuse } from "../result.ts";
import { invalidOutput } from "./invalid-output.ts";

type MaybePromise<T> = T | Promise<T>;

/** The edit that mends one issue of a file; null where no edit does. */
export type PlanFix = (filePath: string, issue: string) => MaybePromise<PatchOperation | null>;

/**
 * The edits that a review asks for: each issue of each file to fix becomes the operation that `planFix` returns for
 * it. Files that need no change of code are left out. Refuses what is not a `CodeReview`, an operation on another file
 * than the one under review, and with `NOTHING_TO_CHANGE` a review that asks for no edit.
 */
export async function reviewToPatches(
  review: unknown,
  planFix: PlanFix,
): Promise<Result<{ batch: PatchBatch }>> {
  const parsed = CodeReview.safeParse(review);
  if (!parsed.success) return invalidOutput("CodeReview", parsed.error);
  const patches: PatchOperation[] = [];
  for (const { filePath, issues, require_code_changes } of parsed.data.filesToFix) {
    if (!require_code_changes) continue;
    for (const issue of issues) {
      const operation = await planFix(filePath, issue);
      if (operation === null) continue;
      if (operation.file !== filePath) {
        const message = `the fix planned for ${filePath} edits ${operation.file}; a fix edits the file under review`;
        return refuse("INVALID_INPUT", message, { file: filePath, issue });
      }
      patches.push(operation);
    }
  }
  if (patches.length === 0) return refuse("NOTHING_TO_CHANGE", "the review asks for no edit of any file");
  return parseBatch({ requester: "lint-specialist", reason: "code-review-fixes", patches });
}
