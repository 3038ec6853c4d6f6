import { compareTraces } from "../../../../shared/operations/replays.ts";
import { getTraceSkeleton } from "../../../../shared/operations/traces.ts";
import { type GhostColumns, ghostColumns } from "../../../../shared/trace/ghosts.ts";
import { answer } from "../../../api/answer.ts";
import { call } from "../../../api/call.ts";
import { ComparisonOutput } from "../compare/compare-output.ts";
import { SkeletonOutput } from "../skeleton-output.ts";
import type { GhostsAsk } from "./ghost-messages.ts";

/**
 * Asks the server how a replay compares with its original, and puts together what is drawn of it. The comparison comes
 * first: what it names is then in the replay. Rejects as `answer` does.
 */
export async function readGhosts(
  { original, replay, details }: GhostsAsk,
  signal: AbortSignal,
): Promise<GhostColumns> {
  const { comparison } = await answer(
    call(compareTraces, { a: original, b: replay, details }, { signal, output: ComparisonOutput }),
  );
  const { skeleton } = await answer(
    call(getTraceSkeleton, { trace_id: replay }, { signal, output: SkeletonOutput }),
  );
  return ghostColumns(comparison, skeleton);
}
