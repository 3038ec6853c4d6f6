import { custodyHead } from "../db/queries/journal.ts";
import { settlePending } from "../db/queries/pending.ts";
import type { Ports } from "../ports/ports.ts";
import { verifyCustody } from "./journal/verify-custody.ts";
import { followEdits } from "./out-of-band/follow.ts";
import { reporterTo } from "./patches/report.ts";
import { syncTasks } from "./patches/sync-tasks.ts";
import { abortLeftReplays } from "./replays/left-over.ts";

/** How much of the custody chain is looked at on every start; all of it would take seconds once it is long. */
const custodyTail = 1000;

/**
 * What is put in order once the server answers. Stops where the server ends meanwhile.
 * Never throws: what fails is logged, and the server goes on.
 */
export async function afterStart(ports: Ports, ending: AbortSignal): Promise<void> {
  const { log } = ports;
  for (const step of [
    abortLeftReplays,
    syncTasks,
    checkCustody,
    settleFactories,
    followEdits,
    resumeChecks,
  ]) {
    try {
      await step(ports, ending);
    } catch (error) {
      log.error({ error: String(error), step: step.name }, "not put in order after the start");
    }
  }
}

async function checkCustody({ db, secrets, log }: Ports): Promise<void> {
  const from = Math.max(0, (await custodyHead(db)) - custodyTail);
  const verdict = await verifyCustody(db, secrets.sha256, from);
  if (!verdict.intact) log.error({ row: verdict.id, why: verdict.why }, "the custody chain is broken");
}

/** Whoever was connected when the server ended is away until it comes back; the first look at the table says so. */
async function settleFactories({ factories }: Ports): Promise<void> {
  await factories.list();
}

/** Type checks that were under way when the server ended are made again; until then nobody says "validating". */
async function resumeChecks(ports: Ports, ending: AbortSignal): Promise<void> {
  for (const { patch_id, trace_id } of await settlePending(ports.db)) {
    if (ending.aborted) return;
    await ports.workspace.check(patch_id, reporterTo(ports, { name: "mission-control", traceId: trace_id }));
  }
}
