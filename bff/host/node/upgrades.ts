import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { refuse } from "../../../shared/result.ts";
import { refuseUpgrade } from "./hub/refuse-upgrade.ts";
import type { NodeHub } from "./hub.ts";

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Sends WebSocket upgrades where their path says; there is nothing else to upgrade to. */
export function attachUpgrades(
  server: Server,
  hub: NodeHub,
  { rpc, traces }: { rpc: UpgradeHandler; traces: UpgradeHandler },
): void {
  server.on("upgrade", (request, socket, head) => {
    const path = (request.url ?? "/").split("?", 1)[0];
    if (path === "/ws") hub.handleUpgrade(request, socket, head);
    else if (path === "/rpc") rpc(request, socket, head);
    else if (path === "/api/traces/live") traces(request, socket, head);
    else
      refuseUpgrade(
        socket,
        refuse(
          "NOT_FOUND",
          "there is no socket at this path: /ws, /rpc and /api/traces/live are those there are",
        ),
      );
  });
}

export function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === "string") headers.set(name, value);
  }
  return headers;
}

export const addressOf = (request: IncomingMessage): string => request.socket.remoteAddress ?? "unknown";
