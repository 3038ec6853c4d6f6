import { type WebSocket as NodeSocket, WebSocketServer } from "ws";
import { refuse } from "../../../shared/result.ts";
import type { App } from "../../app.ts";
import { rpcLimit } from "../../operations/limits.ts";
import { closeCode } from "./hub/connection.ts";
import { refuseUpgrade } from "./hub/refuse-upgrade.ts";
import { addressOf, headersOf, type UpgradeHandler } from "./upgrades.ts";

const maxSockets = 200;
const heartbeatMs = 30_000;

export interface RpcSockets {
  upgrade: UpgradeHandler;
  /** Ends every socket that signed in with this token, at its upgrade or in band. */
  dropToken(tokenId: string): void;
  close(): void;
}

/** Cap'n Web over WebSocket at `/rpc`: a session a socket. Dead peers are cut. */
export function createRpcSockets(app: App): RpcSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: rpcLimit, perMessageDeflate: false });
  server.on("wsClientError", (error, socket) =>
    refuseUpgrade(socket, refuse("INVALID_INPUT", `not a WebSocket handshake: ${error.message}`)),
  );
  const alive = new WeakSet<object>();
  const tokensOf = new Map<NodeSocket, ReadonlySet<string>>();
  let pending = 0;
  const heart = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, heartbeatMs).unref();

  return {
    upgrade(request, socket, head) {
      socket.on("error", () => {}); // a peer that hangs up while it is being looked at
      if (server.clients.size + pending >= maxSockets) {
        refuseUpgrade(
          socket,
          refuse("TOO_MANY_CONNECTIONS", `all ${maxSockets} RPC sockets are taken; try again`),
        );
        return;
      }
      pending += 1;
      app
        .openRpc(headersOf(request), addressOf(request))
        .then((opened) => {
          if (!opened.ok) return refuseUpgrade(socket, opened);
          server.handleUpgrade(request, socket, head, (ws) => {
            alive.add(ws);
            tokensOf.set(ws, opened.tokens);
            ws.on("close", () => tokensOf.delete(ws));
            ws.on("pong", () => alive.add(ws));
            ws.on("error", () => ws.terminate());
            opened.serve(ws as unknown as WebSocket);
          });
        })
        .catch(() =>
          refuseUpgrade(socket, refuse("INTERNAL", "the connection could not be checked; try again")),
        )
        .finally(() => {
          pending -= 1;
        });
    },
    dropToken(tokenId) {
      for (const [socket, tokens] of tokensOf) {
        // a moment later: who ends its own token over its socket gets the answer first
        if (tokens.has(tokenId))
          setImmediate(() => socket.close(closeCode.signedOut, "this token was revoked"));
      }
    },
    close() {
      clearInterval(heart);
      for (const socket of server.clients) socket.close(1001, "the server stops");
      server.close();
    },
  };
}
