import type { PatchEvent } from "../../shared/models/patch-event.ts";
import type { PatchDone, PatchResult } from "../../shared/models/patch-result.ts";
import type { ApplyOptions, Workspace } from "../ports/workspace.ts";
import { startReporter } from "./reporting/reporter.ts";
import { checkOnServer } from "./reporting/server-check.ts";
import type { Session } from "./session.ts";

/** How long a factory's socket may take, in milliseconds. */
const socketMs = 1_500;

/**
 * Runs an edit and reports its steps. A server that governs this same workspace has a warm type checker, so the check
 * is asked of it, and its verdict is written into the results; without one, or where it does not answer, the engine
 * checks here.
 */
export async function withReports<A>(
  session: Session,
  engine: Workspace,
  edit: (options: ApplyOptions) => Promise<{ answer: A; results: PatchResult[] }>,
): Promise<A> {
  const reporter = startReporter(session);
  const server = reporter.server?.sameWorkspace ? reporter.server : null;
  const report = (event: PatchEvent) => reporter.report(server === null ? event : awaitingCheck(event));
  const { answer, results } = await edit({ reporter: report, check: server === null ? "wait" : "skip" });
  const delivered = await reporter.settle();
  if (server !== null) {
    for (const result of results) {
      if (!result.ok || result.replayed) continue;
      const verdict = delivered ? await checkOnServer(server, result.patch_id) : null;
      if (verdict !== null) setVerdict(result, verdict);
      else await checkHere(engine, result, (event) => reporter.report(event));
    }
    await reporter.settle();
  }
  const socket = session.env.FACTORY_WS_URL;
  if (socket) {
    const { sendToFactorySocket } = await import("./reporting/factory-socket.ts");
    await sendToFactorySocket(socket, reporter.events, socketMs);
  }
  return answer;
}

interface Verdict {
  ok: boolean | null;
  out: string;
  ms: number;
}

async function checkHere(
  engine: Workspace,
  result: PatchDone,
  report: (event: PatchEvent) => void,
): Promise<void> {
  const checked = await engine.check(result.patch_id, report);
  if (checked.ok) setVerdict(result, checked.verdict);
}

function setVerdict(result: PatchDone, { ok, out, ms }: Verdict): void {
  result.ts_check_ok = ok;
  result.ts_check_ms = ms;
  if (out !== "") result.ts_check_out = out;
  delete result.ts_check_pending;
}

/** Says on the way that a verdict is to come, so that who watches sees "validating". */
function awaitingCheck(event: PatchEvent): PatchEvent {
  return event.type === "patch_applied" ? { ...event, meta: { ...event.meta, check_pending: true } } : event;
}
