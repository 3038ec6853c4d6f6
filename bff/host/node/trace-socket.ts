import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type Result, refuse } from "../../../shared/result.ts";
import { identityOfUpgrade } from "../../middleware/caller.ts";
import type { Identity } from "../../ports/caller.ts";
import type { Ports } from "../../ports/ports.ts";
import { createLiveFeed, type FeedLimits } from "../../services/traces/live-feed.ts";
import { spanFits } from "../../services/traces/span-fits.ts";
import { closeCode } from "./hub/connection.ts";
import { refuseUpgrade } from "./hub/refuse-upgrade.ts";
import { parseTraceSocketQuery, type TraceSocketQuery } from "./trace-socket-query.ts";
import { addressOf, headersOf, type UpgradeHandler } from "./upgrades.ts";

export interface TraceSocketLimits extends FeedLimits {
  /** sockets at once; the next one is refused with TOO_MANY_CONNECTIONS */
  connections: number;
  /** a ping goes out this often; who stays silent for two of them is cut */
  pingMs: number;
}

export interface TraceSockets {
  upgrade: UpgradeHandler;
  /** Ends every socket that signed in with this token. */
  dropToken(tokenId: string): void;
  /** Ends every socket of this browser session. */
  dropSession(sessionId: string): void;
  close(): void;
}

const defaults = { connections: 500, pingMs: 10_000 };
/** nothing that a watcher has to say is longer */
const maxMessage = 4096;

/** `/api/traces/live` over `ws`: what a socket gets is the feed's promise, see `services/traces/live-feed.ts`. */
export function createTraceSockets(ports: Ports, given: Partial<TraceSocketLimits> = {}): TraceSockets {
  const limits = { ...defaults, ...given };
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false, // frames are made once and shared
    maxPayload: maxMessage,
  });
  server.on("wsClientError", (error, socket) =>
    refuseUpgrade(socket, refuse("INVALID_INPUT", `not a WebSocket handshake: ${error.message}`)),
  );
  const feed = createLiveFeed({ live: ports.live, clock: ports.clock, defer: setImmediate, limits: given });
  const identities = new Map<WebSocket, Identity>();
  const unheard = new WeakMap<WebSocket, number>();
  let pending = 0;
  let closing = false;

  const heart = setInterval(() => {
    for (const ws of identities.keys()) {
      const beats = (unheard.get(ws) ?? 0) + 1;
      unheard.set(ws, beats);
      if (beats > 2) ws.terminate();
      else ws.ping();
    }
    feed.ping();
    feed.sweep();
  }, limits.pingMs).unref();

  async function admit(
    request: IncomingMessage,
  ): Promise<Result<{ identity: Identity; query: TraceSocketQuery }>> {
    if (closing || identities.size + pending > limits.connections) {
      return refuse(
        "TOO_MANY_CONNECTIONS",
        `all ${limits.connections} sockets for live traces are taken; try again in a while`,
        { limit: limits.connections },
      );
    }
    const who = await identityOfUpgrade(ports, headersOf(request), addressOf(request));
    if (!who.ok) return who;
    const parsed = parseTraceSocketQuery(request.url ?? "/");
    return parsed.ok ? { ok: true, identity: who.identity, query: parsed.query } : parsed;
  }

  function accept(ws: WebSocket, socket: Duplex, identity: Identity, query: TraceSocketQuery): void {
    const { trace_id, ...filter } = query;
    const fits = spanFits(filter);
    const watch = feed.watch(
      {
        // as in the hub: `ws` writes its own frames whole, so ours never fall into one
        write(bytes) {
          if (ws.readyState === ws.OPEN && socket.writable) socket.write(bytes);
        },
        buffered: () => socket.writableLength,
        cut(reason) {
          if (reason === "stalled") ws.terminate();
          else ws.close(closeCode.idle, "nothing happened for a while: connect again");
        },
      },
      ({ span, details }) => (trace_id === undefined || span.trace_id === trace_id) && fits(span, details),
    );
    identities.set(ws, identity);
    const alive = (): void => {
      unheard.delete(ws);
    };
    ws.on("message", () => {
      alive();
      watch.heard();
    });
    ws.on("pong", alive);
    ws.on("error", () => ws.terminate());
    ws.on("close", () => {
      identities.delete(ws);
      watch.closed();
    });
    socket.on("drain", () => {
      alive();
      watch.drained();
    });
  }

  const end = (which: (identity: Identity) => boolean, reason: string): void => {
    for (const [ws, identity] of identities) if (which(identity)) ws.close(closeCode.signedOut, reason);
  };

  return {
    upgrade(request, socket, head) {
      socket.on("error", () => {}); // a peer that hangs up while it is being looked at
      pending += 1;
      admit(request)
        .then((admitted) => {
          if (!admitted.ok) return refuseUpgrade(socket, admitted);
          server.handleUpgrade(request, socket, head, (ws) =>
            accept(ws, socket, admitted.identity, admitted.query),
          );
        })
        .catch(() =>
          refuseUpgrade(socket, refuse("INTERNAL", "the connection could not be checked; try again")),
        )
        .finally(() => {
          pending -= 1;
        });
    },
    dropToken: (tokenId) => end((identity) => identity.tokenId === tokenId, "this token was revoked"),
    dropSession: (sessionId) =>
      end((identity) => identity.sessionId === sessionId, "this session was signed out"),
    close() {
      closing = true;
      clearInterval(heart);
      for (const ws of identities.keys()) {
        ws.close(closeCode.goingAway, "the server stops");
        setTimeout(() => ws.terminate(), 2000).unref();
      }
      server.close();
    },
  };
}
