import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type Result, refuse } from "../../../shared/result.ts";
import type { Identity } from "../../ports/caller.ts";
import { type Clock, systemClock } from "../../ports/clock.ts";
import type { FactorySeen } from "../../ports/factories.ts";
import type { EventLog, Hub } from "../../ports/hub.ts";
import { gone } from "../../services/factories/no-answer.ts";
import { createFactories } from "../../services/hub/factories.ts";
import { createFanOut } from "../../services/hub/fan-out.ts";
import { type FactoryEvent, mayBind, receiveMessage } from "../../services/hub/inbound.ts";
import { requestFrame } from "../../services/hub/messages.ts";
import { createSocketCalls } from "../../services/hub/socket-calls.ts";
import { type Connection, closeCode, createConnection } from "./hub/connection.ts";
import { type HubLimits, hubDefaults } from "./hub/limits.ts";
import { refuseUpgrade } from "./hub/refuse-upgrade.ts";
import { parseUpgradeQuery, type UpgradeQuery } from "./hub/upgrade-query.ts";

/**
 * The hub of one machine: `/ws?since=<seq>&factory=<name>` over `ws`, in process.
 *
 * An upgrade is counted, authenticated and parsed before it is accepted, and refused with an HTTP status and a
 * JSON code. What an accepted socket gets is the fan-out's promise (`services/hub/fan-out.ts`); what it sends goes
 * through `services/hub/inbound.ts`.
 */
export interface NodeHubOptions {
  log: EventLog;
  /**
   * Checks Host, Origin and who asks; its refusal becomes the answer to the upgrade. `traceId`: the flow that the
   * request names, where it names one.
   */
  authenticate(request: IncomingMessage): Result<Admitted> | Promise<Result<Admitted>>;
  onFactoryEvent(event: FactoryEvent): Promise<Result<object>>;
  /** Hears of each factory that comes, goes, or says something else of itself. */
  onFactorySeen?(factory: FactorySeen): void;
  limits?: Partial<HubLimits>;
  clock?: Clock;
}

interface Admitted {
  identity: Identity;
  traceId?: string | null;
}

export type NodeHub = Hub & {
  /** For the server's `upgrade` event, once the path is known to be `/ws`. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Names a listener for the tokens that are dropped: the host has sockets beside those of the hub. */
  onDroppedToken(listener: (tokenId: string) => void): void;
  /** The same for browser sessions that are signed out. */
  onDroppedSession(listener: (sessionId: string) => void): void;
};

export function createNodeHub(options: NodeHubOptions): NodeHub {
  const { log, clock = systemClock } = options;
  const limits: HubLimits = { ...hubDefaults, ...options.limits };
  const fanOut = createFanOut({ log, clock, limits, defer: setImmediate });
  const factories = createFactories<Connection>((name, connected, card) =>
    options.onFactorySeen?.({ name, connected, card }),
  );
  const calls = createSocketCalls<Connection>((member, message) => {
    if (member.buffered() > limits.callBytes) return false;
    member.write(requestFrame(message, fanOut.head(), clock.now()));
    return true;
  });
  const connections = new Set<Connection>();
  const wss = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false, // frames are made once and shared
    maxPayload: limits.messageBytes,
  });
  wss.on("wsClientError", (error, socket) =>
    refuseUpgrade(socket, refuse("INVALID_INPUT", `not a WebSocket handshake: ${error.message}`)),
  );
  const dropped: ((tokenId: string) => void)[] = [];
  const droppedSessions: ((sessionId: string) => void)[] = [];
  let news: NodeJS.Timeout | null = null;
  let pending = 0;
  let closing = false;

  const heart = setInterval(() => {
    for (const connection of connections) connection.beat();
    fanOut.ping();
  }, limits.heartbeatMs).unref();
  const sweeper = setInterval(fanOut.sweep, Math.max(10, Math.min(5_000, limits.stallMs / 4))).unref();

  function sendToFactory(factory: string, message: { type: string; payload: Record<string, unknown> }) {
    const target = factories.find(factory);
    if (!target || target.buffered() > limits.highWaterBytes) return false;
    target.write(requestFrame(message, fanOut.head(), clock.now()));
    return true;
  }

  async function admit(request: IncomingMessage): Promise<Result<Admitted & { query: UpgradeQuery }>> {
    if (closing || connections.size + pending > limits.connections) {
      return refuse(
        "TOO_MANY_CONNECTIONS",
        `all ${limits.connections} connections are taken; try again in a while`,
        { limit: limits.connections },
      );
    }
    const who = await options.authenticate(request);
    if (!who.ok) return who;
    const parsed = parseUpgradeQuery(request.url ?? "/");
    if (!parsed.ok) return parsed;
    if (parsed.query.factory !== undefined) {
      const allowed = mayBind(who.identity, parsed.query.factory);
      if (!allowed.ok) return allowed;
    }
    return { ...who, query: parsed.query };
  }

  function accept(
    ws: WebSocket,
    socket: Duplex,
    { identity, traceId = null, query }: Admitted & { query: UpgradeQuery },
  ): void {
    const connection = createConnection({
      ws,
      socket,
      identity,
      traceId,
      since: query.since,
      fanOut,
      clock,
      limits,
      onMessage: (text) =>
        receiveMessage(
          { factories, calls, onFactoryEvent: options.onFactoryEvent, sendToFactory },
          connection,
          text,
        ),
      isFactory: () => factories.nameOf(connection) !== undefined,
      onGone() {
        connections.delete(connection);
        factories.unbind(connection);
        calls.gone(connection);
      },
    });
    connections.add(connection);
    if (query.factory !== undefined) factories.bind(query.factory, connection);
  }

  return {
    handleUpgrade(request, socket, head) {
      socket.on("error", () => {}); // a peer that hangs up while it is being looked at
      pending += 1;
      admit(request)
        .then((admitted) => {
          if (!admitted.ok) return refuseUpgrade(socket, admitted);
          wss.handleUpgrade(request, socket, head, (ws) => accept(ws, socket, admitted));
        })
        .catch(() =>
          refuseUpgrade(socket, refuse("INTERNAL", "the connection could not be checked; try again")),
        )
        .finally(() => {
          pending -= 1;
        });
    },
    publish: fanOut.publish,
    factoriesChanged() {
      news ??= setTimeout(() => {
        news = null;
        fanOut.factoriesChanged();
      }, limits.newsMs).unref();
    },
    sendToFactory,
    async simulate(factory, call, bounds) {
      const target = factories.speaker(factory);
      if (target === undefined) return gone(factory, "no socket is open in its name");
      return calls.ask(target, factory, call, bounds);
    },
    connections: () => ({ readers: connections.size, factories: factories.names() }),
    onDroppedToken(listener) {
      dropped.push(listener);
    },
    onDroppedSession(listener) {
      droppedSessions.push(listener);
    },
    dropToken(tokenId) {
      for (const listener of dropped) listener(tokenId);
      for (const connection of connections) {
        if (connection.identity.tokenId === tokenId)
          connection.end(closeCode.signedOut, "this token was revoked");
      }
    },
    dropSession(sessionId) {
      for (const listener of droppedSessions) listener(sessionId);
      for (const connection of connections) {
        if (connection.identity.sessionId === sessionId)
          connection.end(closeCode.signedOut, "this session was signed out");
      }
    },
    async close() {
      closing = true;
      clearInterval(heart);
      clearInterval(sweeper);
      if (news !== null) clearTimeout(news);
      await Promise.all(
        [...connections].map((connection) => connection.end(closeCode.goingAway, "the server stops")),
      );
      wss.close();
    },
  };
}
