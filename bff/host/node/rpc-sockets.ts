import { WebSocketServer } from "ws";
import { refuse } from "../../../shared/result.ts";
import type { App } from "../../app.ts";
import { rpcLimit } from "../../operations/limits.ts";
import { refuseUpgrade } from "./hub/refuse-upgrade.ts";
import { addressOf, headersOf, type UpgradeHandler } from "./upgrades.ts";

const maxSockets = 200;
const heartbeatMs = 30_000;

/** Cap'n Web over WebSocket at `/rpc`: a session a socket. Dead peers are cut. */
export function createRpcSockets(app: App): { upgrade: UpgradeHandler; close(): void } {
  const server = new WebSocketServer({ noServer: true, maxPayload: rpcLimit, perMessageDeflate: false });
  const alive = new WeakSet<object>();
  const heart = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, heartbeatMs).unref();

  return {
    upgrade(request, socket, head) {
      socket.on("error", () => {}); // a peer that hangs up while it is being looked at
      if (server.clients.size >= maxSockets) {
        refuseUpgrade(
          socket,
          refuse("TOO_MANY_CONNECTIONS", `all ${maxSockets} RPC sockets are taken; try again`),
        );
        return;
      }
      app
        .openRpc(headersOf(request), addressOf(request))
        .then((opened) => {
          if (!opened.ok) return refuseUpgrade(socket, opened);
          server.handleUpgrade(request, socket, head, (ws) => {
            alive.add(ws);
            ws.on("pong", () => alive.add(ws));
            ws.on("error", () => ws.terminate());
            opened.serve(ws as unknown as WebSocket);
          });
        })
        .catch(() =>
          refuseUpgrade(socket, refuse("INTERNAL", "the connection could not be checked; try again")),
        );
    },
    close() {
      clearInterval(heart);
      for (const socket of server.clients) socket.close(1001, "the server stops");
      server.close();
    },
  };
}
