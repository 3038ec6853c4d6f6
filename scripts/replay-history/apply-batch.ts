import type { Workspace } from "../../bff/ports/workspace.ts";
import type { PatchDone, PatchRefused } from "../../shared/models/patch-result.ts";
import { parseBatch } from "../../shared/patch/parse-batch.ts";
import type { Said } from "./batches.ts";

/** `among` has an answer for each operation, in order; `refused` those that were not merely taken along. */
export type Applied = { done: PatchDone[] } | { refused: PatchRefused[]; among: PatchRefused[] };

/** One batch through the engine, as a request would come in: parsed, planned, committed whole or not at all. */
export async function applyBatch(
  workspace: Workspace,
  reason: string,
  batch: readonly Said[],
): Promise<Applied> {
  const patches = batch.flatMap(({ operations }) => operations);
  const parsed = parseBatch({ requester: "replay-history", reason, coordinates: "original", patches });
  if (!parsed.ok) return { refused: [parsed], among: [parsed] };
  const answer = await workspace.apply(parsed.batch, { check: "skip" });
  if (answer.ok) return { done: answer.results as PatchDone[] };
  const among = (answer.details?.results ?? [answer]) as PatchRefused[];
  const refused = among.filter(({ code }) => code !== "BATCH_ABORTED");
  return { refused: refused.length > 0 ? refused : [answer], among };
}
