// Composes the application of this machine's adapters and listens.
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { z } from "zod";
import { PatchEvent } from "../../../shared/models/patch-event.ts";
import { ok, type Result, refuse } from "../../../shared/result.ts";
import { createApp } from "../../app.ts";
import { migrate } from "../../db/migrate.ts";
import { systemClock } from "../../ports/clock.ts";
import type { Logger } from "../../ports/logger.ts";
import { defaultCallsPerSecond, defaultSpanDays, type Ports, type Settings } from "../../ports/ports.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { afterStart } from "../../services/after-start.ts";
import { publishLeases } from "../../services/leases/publish.ts";
import { mirrorTasks } from "../../services/patches/sync-tasks.ts";
import { keepSpans } from "../../services/spans/keep-spans.ts";
import { indexSpans } from "../../services/traces/index-spans.ts";
import { answerBadTarget, answerBrokenRequests } from "./broken-requests.ts";
import { composePorts } from "./compose.ts";
import { hostTokens } from "./host-tokens.ts";
import { webRoot } from "./install-root.ts";
import { createRpcSockets } from "./rpc-sockets.ts";
import { nodeSecrets } from "./secrets.ts";
import { openDatabase } from "./sqlite.ts";
import { createAssets } from "./static.ts";
import { createNodeTraceReader } from "./trace-reader/create.ts";
import { createTraceSockets } from "./trace-socket.ts";
import { addressOf, attachUpgrades } from "./upgrades.ts";

export interface ServerOptions {
  workspace: Workspace;
  dataDir: string;
  port: number;
  /** address to listen on */
  listen: string;
  version: string;
  /** where people reach the server, if that is not where it listens */
  publicUrl?: URL;
  adminToken?: string;
  demo: Settings["demo"];
  /** how long log rows are kept, days */
  spanDays?: number;
  startDemo: Ports["startDemo"];
  putBy: Ports["putBy"];
  log: Logger;
}

export interface RunningServer {
  /** where people reach it */
  url: string;
  /** where programs on this machine do */
  localUrl: string;
  signInLink: string;
  adminToken: string;
  /** what patchctl on this machine signs in with */
  localToken: string;
  /** Records an event that patchctl put by for this server, as if it had posted it. */
  receive(event: unknown): Promise<Result<object>>;
  /** Answers what is under way, writes what is waiting, then ends. */
  close(): Promise<void>;
}

/**
 * How long a connection is kept for its next request, milliseconds. Node's five seconds are as long as clients keep theirs
 * and shorter than proxies do: a request that is sent just as it ends is lost with it.
 */
const keptAliveMs = 65_000;

/** Starts the server. Refuses where the database is of a newer version; throws where it cannot listen or write. */
export async function startServer(options: ServerOptions): Promise<Result<{ server: RunningServer }>> {
  const { workspace, dataDir } = options;
  await privateFolder(dataDir);
  const path = join(dataDir, "mission-control.db");
  const db = openDatabase(path);
  let tokens: { admin: string; local: string };
  try {
    const migrated = await migrate(db, systemClock.now());
    if (!migrated.ok) {
      await db.close();
      return migrated;
    }
    const handed = await hostTokens({ db, dataDir, now: systemClock.now(), given: options.adminToken });
    if (!handed.ok) {
      await db.close();
      return handed;
    }
    tokens = handed;
  } catch (error) {
    await db.close();
    throw databaseError(error);
  }

  let address: AddressInfo | null = null;
  const localUrl = (): string => `http://${nameOf(options.listen)}:${address?.port ?? 0}`;
  const url = (): string => options.publicUrl?.origin ?? localUrl();
  const settings: Settings = {
    version: options.version,
    publicUrl: url,
    hosts: new Set(
      [options.publicUrl?.hostname, nameOf(options.listen)].filter((name) => name !== undefined),
    ),
    cookieName: () => `mc_session_${address?.port ?? 0}`,
    signInCode: nodeSecrets.random(),
    demo: options.demo,
    spanDays: options.spanDays ?? defaultSpanDays,
    callsPerSecond: defaultCallsPerSecond,
  };
  const ports = composePorts({
    ...options,
    db,
    settings,
    assets: createAssets(webRoot),
    traces: createNodeTraceReader({ db, clock: systemClock, path }),
  });
  const app = createApp(ports);

  const server = createServer(
    { requireHostHeader: false }, // the application misses it in JSON
    getRequestListener(
      (request, env) => app.fetch(request, { address: addressOf(env.incoming as IncomingMessage) }),
      { errorHandler: answerBadTarget },
    ),
  );
  server.maxConnections = 4000;
  server.keepAliveTimeout = keptAliveMs;
  answerBrokenRequests(server);
  const rpc = createRpcSockets(app);
  ports.hub.onDroppedToken(rpc.dropToken);
  const traces = createTraceSockets(ports);
  ports.hub.onDroppedToken(traces.dropToken);
  ports.hub.onDroppedSession(traces.dropSession);
  attachUpgrades(server, ports.hub, { rpc: rpc.upgrade, traces: traces.upgrade });
  try {
    address = await listening(server, options.port, options.listen);
  } catch (error) {
    rpc.close();
    traces.close();
    await ports.hub.close();
    await db.close();
    throw error;
  }
  const ending = new AbortController();
  const receive = async (event: unknown): Promise<Result<object>> => {
    const parsed = PatchEvent.safeParse(event);
    if (!parsed.success) return refuse("INVALID_INPUT", z.prettifyError(parsed.error));
    return ok(await ports.journal.patch(parsed.data, { name: "patchctl", traceId: null }));
  };
  const settled = afterStart(ports, ending.signal);
  const tasks = mirrorTasks(ports);
  const index = indexSpans(ports);
  const sweeping = keepSpans(ports);
  const leases = publishLeases(ports).catch((error: unknown) => {
    ports.log.error({ error: String(error) }, "leases are not published");
    return null;
  });

  return ok({
    server: {
      url: url(),
      localUrl: localUrl(),
      signInLink: `${url()}/signin?code=${settings.signInCode}`,
      adminToken: tokens.admin,
      localToken: tokens.local,
      receive,
      async close() {
        ending.abort();
        // whoever waits for one gets its answer
        const replaysEnded = ports.replays.close();
        const closed = new Promise((resolve) => server.close(resolve));
        rpc.close();
        traces.close();
        await ports.hub.close();
        server.closeIdleConnections();
        // one that is kept alive ends after its answer
        const idle = setInterval(() => server.closeIdleConnections(), 50);
        const impatient = setTimeout(() => server.closeAllConnections(), 3000);
        await closed;
        clearInterval(idle);
        clearTimeout(impatient);
        await replaysEnded;
        await tasks.close();
        await index.close();
        await sweeping.close();
        await (await leases)?.close();
        await workspace.close();
        await settled;
        await ports.journal.drained();
        await ports.spans.drained();
        await ports.factories.drained();
        await ports.traces.close();
        await db.close();
      },
    },
  });
}

/** Drizzle wraps what SQLite said. */
const databaseError = (error: unknown): unknown => (error as { cause?: unknown }).cause ?? error;

/** An IPv6 address stands in brackets in a URL and in `Host`; "any address" is reached by loopback here. */
const nameOf = (listen: string): string => {
  if (listen === "0.0.0.0" || listen === "::") return "127.0.0.1";
  return listen.includes(":") ? `[${listen}]` : listen;
};

/** Nobody else on the machine reads the database or the admin token; git does not see them either. */
async function privateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  await writeFile(join(path, ".gitignore"), "*\n");
}

function listening(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    // a crowd that comes at once waits in line instead of trying again
    server.listen({ port, host, backlog: 2048 }, () => {
      server.off("error", reject);
      resolve(server.address() as AddressInfo);
    });
  });
}
