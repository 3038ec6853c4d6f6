import type { PatchBatch } from "../../shared/models/patch-operation.ts";
import type { PatchResult } from "../../shared/models/patch-result.ts";
import type { Result } from "../../shared/result.ts";
import { openEngine } from "./open-engine.ts";
import type { Session } from "./session.ts";
import { withReports } from "./with-reports.ts";

/**
 * Plans or applies a batch in this process and tells the server. Answers once both are done. A batch that unlocks
 * guards is the server's to decide on, and to do.
 */
export async function runBatch(
  session: Session,
  batch: PatchBatch,
): Promise<Result<{ results: PatchResult[] }>> {
  if (batch.unlock !== undefined) return (await import("./send-to-server.ts")).sendToServer(session, batch);
  const engine = await openEngine(session);
  try {
    if (batch.dryRun) return await engine.simulate(batch);
    return await withReports(session, engine, async (options) => {
      const answer = await engine.apply(batch, options);
      return { answer, results: answer.ok ? answer.results : [] };
    });
  } finally {
    await engine.close();
  }
}
