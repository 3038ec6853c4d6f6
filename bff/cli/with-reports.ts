import type { PatchEvent } from "../../shared/models/patch-event.ts";
import type { PatchDone, PatchResult } from "../../shared/models/patch-result.ts";
import { policyFile } from "../host/node/engine/policy-file.ts";
import { stateFolder } from "../host/node/engine/state-folder.ts";
import { isCheckable, withVerdict } from "../host/node/engine/type-check.ts";
import type { ApplyOptions, CheckVerdict, Workspace } from "../ports/workspace.ts";
import type { Server } from "./reporting/discover-server.ts";
import { type Reporter, startReporter } from "./reporting/reporter.ts";
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
  const checker = await checkingServer(session, reporter);
  const { answer, results } = await edit({
    reporter: (event) => reporter.report(checker === null ? event : awaitingCheck(event)),
    check: checker === null ? "wait" : "skip",
  });
  const delivered = await reporter.settle();
  /** verdicts of the server: it has recorded them, a factory's socket has not heard them */
  const told: PatchEvent[] = [];
  if (checker !== null) {
    for (const result of results) {
      if (!result.ok || result.replayed || !isCheckable(result.files ?? [result.file])) continue;
      const verdict = delivered
        ? await checkOnServer(checker, result.patch_id, reporter.flowOf(result.patch_id))
        : null;
      if (verdict !== null) told.push(verdictEvent(result, verdict, reporter.events));
      setVerdict(result, verdict ?? (await checkHere(engine, result, reporter)));
    }
    await reporter.settle();
  }
  const socket = session.env.FACTORY_WS_URL;
  if (socket) {
    const { sendToFactorySocket } = await import("./reporting/factory-socket.ts");
    await sendToFactorySocket(socket, [...reporter.events, ...told], socketMs);
  }
  return answer;
}

/** The server that may check instead of the engine here. Where policy undoes what does not check, the engine has to. */
async function checkingServer({ root }: Session, { server }: Reporter): Promise<Server | null> {
  if (!server?.sameWorkspace) return null;
  const read = await policyFile(stateFolder(root).policy)();
  return "ok" in read || read.policy.onCheckFailure === "revert" ? null : server;
}

async function checkHere(engine: Workspace, result: PatchDone, reporter: Reporter): Promise<CheckVerdict> {
  const checked = await engine.check(result.patch_id, (event) => reporter.report(event));
  return checked.ok ? checked.verdict : { ok: null, out: checked.error, ms: 0 };
}

function setVerdict(result: PatchDone, verdict: CheckVerdict): void {
  delete result.ts_check_pending;
  Object.assign(result, withVerdict(result, verdict));
}

/** Says on the way that a verdict is to come, so that who watches sees "validating". */
function awaitingCheck(event: PatchEvent): PatchEvent {
  return event.type === "patch_applied" && isCheckable([event.file])
    ? { ...event, meta: { ...event.meta, check_pending: true } }
    : event;
}

function verdictEvent(result: PatchDone, verdict: CheckVerdict, events: readonly PatchEvent[]): PatchEvent {
  const applied = events.findLast(
    (event) => event.patch_id === result.patch_id && event.type === "patch_applied",
  );
  return {
    ...(applied ?? { patch_id: result.patch_id, file: result.file, op: result.op }),
    type: verdict.ok === null ? "patch_applied" : verdict.ok ? "patch_validated" : "patch_failed",
    ts: new Date().toISOString(),
    ts_check_ok: verdict.ok,
    ts_check_out: verdict.out,
    ts_check_ms: verdict.ms,
    meta: { ...applied?.meta, check_pending: false },
  };
}
