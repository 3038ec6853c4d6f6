import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ok, type Result } from "../../../shared/result.ts";
import { systemRefusal } from "./engine/system-error.ts";

/** How patchctl on this machine finds the server of its workspace, and how a second server finds the first. */
export interface Endpoint {
  url: string;
  pid: number;
  token: string;
}

export const endpointPath = (workspace: string): string =>
  join(workspace, ".mission_control", "endpoint.json");

/** The server that governs this workspace now; null where there is none, or only the file of one that died. */
export async function runningEndpoint(workspace: string): Promise<Endpoint | null> {
  let endpoint: Endpoint;
  try {
    endpoint = JSON.parse(await readFile(endpointPath(workspace), "utf8")) as Endpoint;
  } catch {
    return null;
  }
  return isAlive(endpoint.pid) && (await answers(endpoint.url)) ? endpoint : null;
}

/**
 * Puts this server's endpoint where patchctl looks (mode 0600). Of two servers that start at once one gets true: the
 * file appears whole, under its name only where there was none. Refused where the disk is full or the folder read-only.
 */
export async function claimEndpoint(
  workspace: string,
  endpoint: Endpoint,
): Promise<Result<{ claimed: boolean }>> {
  try {
    return ok({ claimed: await claim(workspace, endpoint) });
  } catch (error) {
    return systemRefusal(error, ".mission_control/endpoint.json", "write");
  }
}

async function claim(workspace: string, endpoint: Endpoint): Promise<boolean> {
  const path = endpointPath(workspace);
  const draft = `${path}.${endpoint.pid}`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(draft, `${JSON.stringify(endpoint)}\n`, { mode: 0o600 });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        await link(draft, path);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        if ((await runningEndpoint(workspace)) !== null) return false;
        await rm(path, { force: true });
      }
    }
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Takes the file away again, if it is still this process's own. */
export async function releaseEndpoint(workspace: string): Promise<void> {
  try {
    const { pid } = JSON.parse(await readFile(endpointPath(workspace), "utf8")) as Endpoint;
    if (pid === process.pid) await rm(endpointPath(workspace), { force: true });
  } catch {
    // already gone
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** After a restart of the machine, or in a container, a pid may belong to anyone: a server also answers. */
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(new URL("/healthz", url), { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
