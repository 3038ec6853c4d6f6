import type { PatchBatch } from "../../../shared/models/patch-operation.ts";
import type { PatchResult } from "../../../shared/models/patch-result.ts";
import { refused } from "../print/outcomes.ts";
import { renderResult, renderResults } from "../print/render-result.ts";
import { runBatch } from "../run-batch.ts";
import type { Outcome, Session } from "../session.ts";

/** Runs a batch and answers as a command does: `one` prints the single result by itself, `all` the list. */
export async function applyAndPrint(
  session: Session,
  batch: PatchBatch,
  form: "one" | "all",
): Promise<Outcome> {
  const answer = await runBatch(session, batch);
  const results = answer.ok ? answer.results : resultsIn(answer.details);
  const only = form === "one" && results.length === 1 ? results[0] : undefined;
  if (only !== undefined) {
    return { exit: only.ok ? 0 : 1, json: only, text: (paint) => renderResult(only, paint) };
  }
  if (!answer.ok) return refused(answer);
  const allDone = results.every((result) => result.ok);
  return {
    exit: allDone ? 0 : 1,
    json: { ok: allDone, results },
    text: (paint) => renderResults(results, paint),
  };
}

/** The answers to the single operations, which a refusal of the whole batch carries in its details. */
function resultsIn(details: Record<string, unknown> | undefined): PatchResult[] {
  const results = details?.results;
  return Array.isArray(results) ? (results as PatchResult[]) : [];
}
