import { realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { ok, type Result, refuse } from "../../../shared/result.ts";
import type { Settings } from "../../ports/ports.ts";
import { type DataLock, lockOnceEnded } from "./data-lock.ts";
import { claimEndpoint, releaseEndpoint, runningEndpoint } from "./endpoint.ts";
import type { Owner } from "./engine/process-owner.ts";
import { stateFolder } from "./engine/state-folder.ts";
import { type RunningServer, startServer } from "./entry.ts";
import { version } from "./install-root.ts";
import { createLogger } from "./logger.ts";
import { outboxTurns } from "./outbox/outbox-turns.ts";
import { whyNotStarted } from "./why-not-started.ts";

export interface ServeOptions {
  /** the folder to govern */
  workspace: string;
  port: number;
  /** where the database is kept; `<workspace>/.mission_control/server` where left out */
  data?: string | undefined;
  listen?: string;
  publicUrl?: URL | undefined;
  demo?: Settings["demo"];
  /** how long spans are kept, days; 14 where left out */
  spanDays?: number;
  /** how soon an event that could not be recorded is tried again, milliseconds */
  retryMs?: number;
}

export interface ServedWorkspace extends RunningServer {
  /** the governed folder, every link resolved */
  root: string;
}

/**
 * Starts the server of one workspace and tells patchctl on this machine where it is. Refuses where the folder is
 * none, where another server governs it or uses the data folder already, where the port is taken, and where disk or
 * database do not let it start.
 */
export async function serveWorkspace(options: ServeOptions): Promise<Result<{ server: ServedWorkspace }>> {
  const root = await folder(options.workspace);
  if (root === null) {
    return refuse("FILE_NOT_FOUND", `--workspace ${options.workspace} is no folder: name the one to govern`);
  }
  const other = await runningEndpoint(root);
  if (other !== null) return governed(other.url);

  // before anything is put there: endpoint.json holds a token, which git must not see
  const unusable = stateFolder(root).ensure();
  if (unusable) return unusable;
  const dataDir = options.data ?? join(root, ".mission_control", "server");
  const listen = options.listen ?? "127.0.0.1";
  let lock: DataLock | Owner;
  try {
    lock = await lockOnceEnded(dataDir);
  } catch (error) {
    const why = whyNotStarted(error, { port: options.port, listen });
    if (why === null) throw error;
    return why;
  }
  if (!("release" in lock)) return usedBy(lock.pid);
  const log = createLogger();
  const outbox = outboxTurns(root, log, options.retryMs);
  const { openWorkspace } = await import("./workspace.ts");
  const workspace = openWorkspace({
    root,
    warn: (message) => log.warn({}, message),
    putBy: outbox.putBy,
    unchecked: (patchIds) => void checkAll(patchIds),
    checker: async () => (await import("./typecheck/create.ts")).createTypeChecker({ root, logger: log }),
  });
  /** Whoever made these patches died before it could have their types checked. */
  async function checkAll(patchIds: readonly string[]): Promise<void> {
    for (const patchId of patchIds) await workspace.check(patchId, outbox.putBy);
  }
  const mended = await workspace.recover();
  if (!mended.ok) log.warn({}, mended.error);
  let started: Result<{ server: RunningServer }>;
  try {
    started = await startServer({
      workspace,
      dataDir,
      port: options.port,
      listen,
      version,
      demo: options.demo ?? "available",
      startDemo: async () =>
        options.demo === "this" ? thisIsIt : (await import("./demo/spawn.ts")).spawnDemo(),
      log,
      putBy: outbox.putBy,
      ...(options.spanDays === undefined ? {} : { spanDays: options.spanDays }),
      ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
      ...(process.env.MISSION_CONTROL_TOKEN ? { adminToken: process.env.MISSION_CONTROL_TOKEN } : {}),
    });
  } catch (error) {
    lock.release();
    await workspace.close();
    const why = whyNotStarted(error, { port: options.port, listen });
    if (why === null) throw error;
    return why;
  }
  if (!started.ok) {
    lock.release();
    await workspace.close();
    return started;
  }
  const { server } = started;
  const endpoint = { url: server.localUrl, pid: process.pid, token: server.localToken };
  const claim = await claimEndpoint(root, endpoint);
  if (!claim.ok || !claim.claimed) {
    await server.close();
    lock.release();
    if (!claim.ok) return claim;
    return governed((await runningEndpoint(root))?.url ?? "another address");
  }
  outbox.begin(server.receive);
  return ok({
    server: {
      ...server,
      root,
      async close() {
        await releaseEndpoint(root);
        await outbox.close();
        await server.close();
        lock.release();
      },
    },
  });
}

const thisIsIt = refuse("WORKSPACE_UNAVAILABLE", "this is the demo: its agents are at work already");

const usedBy = (pid: number) =>
  refuse(
    "FILE_BUSY",
    `the data folder is in use by another server (process ${pid}): end that one, or name another folder with --data DIR`,
  );

const governed = (url: string) =>
  refuse("FILE_BUSY", `this workspace has its server already, at ${url}: open that, or end it first`, {
    url,
  });

async function folder(path: string): Promise<string | null> {
  try {
    const real = await realpath(path);
    return (await stat(real)).isDirectory() ? real : null;
  } catch {
    return null;
  }
}
