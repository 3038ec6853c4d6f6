import { setAside, waitingInOutbox } from "../../host/node/outbox/outbox.ts";
import { apiUrl, discoverServer } from "../reporting/discover-server.ts";
import { call } from "../reporting/http.ts";
import { type Finding, fail, good, warn } from "./finding.ts";

const askMs = 3_000;

/** Whether the server answers and takes the token, and what its clock says (an HTTP date). */
export async function checkServer(
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<{ finding: Finding; date: string | null }> {
  const found = discoverServer(root, env);
  switch (found.kind) {
    case "none":
      return {
        finding: warn(
          "server",
          "no server runs over this workspace",
          "npx mission-control starts one; until then reports wait in the outbox.",
        ),
        date: null,
      };
    case "unusable":
      return {
        finding: fail("server", found.reason, "Set ORCHESTRATOR_URL to where the server is, or unset it."),
        date: null,
      };
    case "found": {
      const { server } = found;
      const where = `${server.url.origin} (from the ${server.from})`;
      const answer = await call({
        method: "GET",
        url: apiUrl(server, "/api/workspace"),
        token: server.token,
        timeoutMs: askMs,
      });
      if (!answer.ok) {
        const advice = "Start it, or unset ORCHESTRATOR_URL; until then reports wait in the outbox.";
        return { finding: fail("server", `${where} does not answer: ${answer.reason}`, advice), date: null };
      }
      if (answer.status === 200)
        return { finding: good("server", `${where} takes the token`), date: answer.date };
      const advice =
        answer.status === 401 || answer.status === 403
          ? "Set ORCHESTRATOR_TOKEN to a token of this server with the role agent."
          : "Check that this is the address of Mission Control and not of something else.";
      return { finding: fail("server", `${where} answers ${answer.status}`, advice), date: answer.date };
    }
  }
}

export function checkOutbox(root: string): Finding {
  const waiting = waitingInOutbox(root).length;
  const refused = setAside(root).length;
  const folder = ".mission_control/outbox";
  if (refused > 0) {
    return warn(
      "outbox",
      `${refused} reports were refused, ${waiting} wait`,
      `Read why in ${folder}/refused, then delete them.`,
    );
  }
  return waiting === 0
    ? good("outbox", "nothing waits")
    : warn("outbox", `${waiting} reports wait for a server`, "patchctl flush sends them once a server runs.");
}

/** Whether the server that runs here looks for edits that go around, and what keeps it from looking well. */
export async function checkWatch(root: string, env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const found = discoverServer(root, env);
  if (found.kind !== "found" || !found.server.sameWorkspace) return [];
  const { url, token } = {
    url: apiUrl(found.server, "/api/custody/out-of-band?limit=1"),
    token: found.server.token,
  };
  const answer = await call({ method: "GET", url, token, timeoutMs: askMs });
  if (!answer.ok || answer.status !== 200) return [];
  let said: { open?: unknown; watch?: { mode?: unknown; files?: unknown; note?: unknown } };
  try {
    said = JSON.parse(answer.body) as typeof said;
  } catch {
    return [];
  }
  const { mode, files, note } = said.watch ?? {};
  if (typeof note === "string")
    return [warn("watch", note, "sysctl fs.inotify.max_user_watches shows the limit.")];
  if (Number(said.open) > 0)
    return [
      warn(
        "watch",
        `${said.open} ${said.open === 1 ? "edit" : "edits"} went around patchctl and nobody has decided on them`,
        "patchctl verify shows them; a reviewer accepts them or puts them back under Custody on the screen.",
      ),
    ];
  return [good("watch", `${mode} ${files} files, nothing went around`)];
}
