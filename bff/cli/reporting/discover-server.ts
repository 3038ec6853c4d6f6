import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A server to report to. */
export interface Server {
  url: URL;
  token: string | null;
  /** it governs this very workspace, so it can type-check what is on disk here */
  sameWorkspace: boolean;
  from: "environment" | "endpoint file";
}

export type Discovery =
  | { kind: "found"; server: Server }
  /** nobody said where, and no server runs over this workspace */
  | { kind: "none" }
  /** somebody said where, but not in a way that can be used */
  | { kind: "unusable"; reason: string };

/**
 * Where to report: `ORCHESTRATOR_URL` with `ORCHESTRATOR_TOKEN`, else what a running server wrote into
 * `.mission_control/endpoint.json` of this workspace.
 */
export function discoverServer(root: string, env: NodeJS.ProcessEnv): Discovery {
  const local = readEndpoint(root);
  const named = env.ORCHESTRATOR_URL;
  if (named === undefined || named === "") {
    return local === null ? { kind: "none" } : { kind: "found", server: local };
  }
  if (!URL.canParse(named) || !/^https?:$/.test(new URL(named).protocol)) {
    return { kind: "unusable", reason: "ORCHESTRATOR_URL is not an http or https address" };
  }
  const url = new URL(named);
  const sameWorkspace = local !== null && local.url.origin === url.origin;
  const token = env.ORCHESTRATOR_TOKEN || (sameWorkspace ? local.token : null);
  return { kind: "found", server: { url, token, sameWorkspace, from: "environment" } };
}

/** The address of an API call; a server behind a proxy may live under a path of its own. */
export const apiUrl = (server: Server, path: string): URL =>
  new URL(server.url.pathname.replace(/\/+$/, "") + path, server.url);

function readEndpoint(root: string): Server | null {
  let said: unknown;
  try {
    said = JSON.parse(readFileSync(join(root, ".mission_control", "endpoint.json"), "utf8"));
  } catch {
    return null;
  }
  const { url, pid, token } = said as { url?: unknown; pid?: unknown; token?: unknown };
  if (typeof url !== "string" || typeof pid !== "number" || !URL.canParse(url)) return null;
  const address = new URL(url);
  // the file may have come with a repository: it must not make anyone send reports to another machine
  if (address.protocol !== "http:" || !isLoopback(address.hostname) || !isAlive(pid)) return null;
  return {
    url: address,
    token: typeof token === "string" ? token : null,
    sameWorkspace: true,
    from: "endpoint file",
  };
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
}
