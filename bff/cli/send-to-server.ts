import type { PatchBatch } from "../../shared/models/patch-operation.ts";
import type { PatchResult } from "../../shared/models/patch-result.ts";
import { type Refusal, type Result, refuse } from "../../shared/result.ts";
import { apiUrl, discoverServer, type Server } from "./reporting/discover-server.ts";
import { call } from "./reporting/http.ts";
import type { Session } from "./session.ts";

/** An edit with its type check on the server may take this long, in milliseconds. */
const applyMs = 60_000;

/**
 * Has the server of this workspace do a batch that unlocks guards. Nobody is a reviewer on a local command line; the
 * server decides by the role of the token that is given in the environment. The one that it wrote into the workspace
 * is an agent's, and is not used.
 */
export async function sendToServer(
  session: Session,
  batch: PatchBatch,
): Promise<Result<{ results: PatchResult[] }>> {
  const server = reviewersServer(session, batch.unlock ?? []);
  if ("ok" in server) return server;
  const answer = await call({
    method: "POST",
    url: apiUrl(server, "/api/patches/apply"),
    token: server.token,
    body: batch,
    traceId: batch.traceId,
    timeoutMs: applyMs,
  });
  if (!answer.ok)
    return refuse(
      "SERVER_UNREACHABLE",
      `${server.url.origin} does not answer (${answer.reason}): whether the edit was done shows in patchctl log; send it again under a --patch-id of your own to be sure that it is done once`,
      { reason: answer.reason },
    );
  try {
    const said = JSON.parse(answer.body) as Result<{ results: PatchResult[] }>;
    if (said.ok ? Array.isArray(said.results) : typeof said.code === "string") return said;
  } catch {
    // not Mission Control, then
  }
  return refuse(
    "SERVER_UNREACHABLE",
    `${server.url.origin} answers with status ${answer.status}, but not as Mission Control does; check ORCHESTRATOR_URL`,
    { status: answer.status },
  );
}

function reviewersServer({ root, env }: Session, unlock: readonly string[]): Server | Refusal {
  const local = discoverServer(root, {});
  const own = local.kind === "found" ? local.server.url : null;
  if (!env.ORCHESTRATOR_URL || !env.ORCHESTRATOR_TOKEN)
    return refuse(
      "FORBIDDEN",
      `unlocking ${unlock.join(", ")} takes a reviewer, and on the local command line nobody is one: set ORCHESTRATOR_URL to the server of this workspace (${own?.origin ?? "npx mission-control starts one"}) and ORCHESTRATOR_TOKEN to the token of a reviewer, and send the same again; or leave --unlock out and edit around the region`,
      {
        needs: "reviewer",
        unlock,
        missing: ["ORCHESTRATOR_URL", "ORCHESTRATOR_TOKEN"].filter((name) => !env[name]),
      },
    );
  const found = discoverServer(root, env);
  if (found.kind !== "found")
    return refuse(
      "SERVER_UNREACHABLE",
      `${found.kind === "unusable" ? found.reason : "ORCHESTRATOR_URL names no server"}; set it to the address that mission-control printed`,
      {},
    );
  const { server } = found;
  if (own !== null && isSame(own, server.url)) return server;
  return refuse(
    "SERVER_UNREACHABLE",
    own === null
      ? `no server runs over this workspace on this machine, so ${server.url.origin} could not edit these files; start one here (npx mission-control) and name it in ORCHESTRATOR_URL`
      : `${server.url.origin} is not the server of this workspace, which is ${own.origin}; set ORCHESTRATOR_URL to that`,
    { asked: server.url.origin, ...(own === null ? {} : { server: own.origin }) },
  );
}

const loopback = /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/;

const isSame = (a: URL, b: URL): boolean =>
  a.origin === b.origin ||
  (a.protocol === b.protocol && a.port === b.port && loopback.test(a.hostname) && loopback.test(b.hostname));
