import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { ok, type Result, refuse } from "../../../../../shared/result.ts";
import type { Role } from "../../../../../shared/roles.ts";
import type { Identity } from "../../../../ports/caller.ts";
import type { FactoryEvent } from "../../../../services/hub/inbound.ts";
import { createLogInMemory } from "../../../../services/hub/testing/log-in-memory.ts";
import { createNodeHub, type NodeHubOptions } from "../../hub.ts";

export interface Message {
  type: string;
  seq: number;
  ts: string;
  payload?: Record<string, unknown>;
}

/** A real HTTP server with the hub at its upgrades; `Authorization: Bearer <role>` signs in, as token `t-<role>`. */
export async function startHubServer(
  limits: NodeHubOptions["limits"] = {},
  payload?: (seq: number) => Record<string, unknown>,
  record: () => Promise<void> = async () => {},
) {
  const log = createLogInMemory(payload);
  const recorded: FactoryEvent[] = [];
  const hub = createNodeHub({
    log,
    limits,
    authenticate,
    async onFactoryEvent(event) {
      recorded.push(event);
      await record();
      return ok({});
    },
  });
  const server = createServer((_, response) => response.end());
  server.on("upgrade", hub.handleUpgrade);
  server.listen({ port: 0, host: "127.0.0.1", backlog: 2048 });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  onTestFinished(async () => {
    await hub.close();
    server.close();
  });
  return {
    hub,
    log,
    recorded,
    port,
    publish: (count: number) => hub.publish(log.append(count)),
    connect: (query = "", role: Role = "viewer") => connect(`ws://127.0.0.1:${port}/ws${query}`, role),
  };
}

function authenticate(request: IncomingMessage): Result<{ identity: Identity }> {
  const role = request.headers.authorization?.replace("Bearer ", "");
  if (request.headers.origin === "http://evil.example") return refuse("FOREIGN_ORIGIN", "not from there");
  if (request.headers.host === "evil.example") return refuse("FOREIGN_HOST", "not this host");
  if (!role) return refuse("UNAUTHENTICATED", "send a token");
  return ok({ identity: { tokenId: `t-${role}`, name: role, role: role as Role } });
}

/** A client that keeps what it receives. */
export function connect(url: string, role: Role) {
  const ws = new WebSocket(url, { headers: { authorization: `Bearer ${role}` } });
  const received: Message[] = [];
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    ws.on("close", (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  ws.on("message", (data) => received.push(JSON.parse(data.toString()) as Message));
  ws.on("error", () => {});
  onTestFinished(() => ws.terminate());
  return {
    ws,
    received,
    closed,
    opened: () => once(ws, "open"),
    send: (message: unknown) => ws.send(typeof message === "string" ? message : JSON.stringify(message)),
    events: () => received.filter(({ type }) => type === "server_log").map(({ seq }) => seq),
    of: (type: string) => received.filter((message) => message.type === type),
  };
}
