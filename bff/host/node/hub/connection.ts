import { once } from "node:events";
import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";
import { type Refusal, type Result, refuse } from "../../../../shared/result.ts";
import type { Identity } from "../../../ports/caller.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { FanOut } from "../../../services/hub/fan-out.ts";
import type { Sender } from "../../../services/hub/inbound.ts";
import { refusedFrame } from "../../../services/hub/messages.ts";
import type { Outlet } from "../../../services/hub/subscriber.ts";
import { createTokenBucket } from "../../../services/hub/token-bucket.ts";
import type { HubLimits } from "./limits.ts";

/** Close codes that a client can tell apart; below 4000 they are the protocol's own. */
export const closeCode = { goingAway: 1001, failed: 1011, signedOut: 4401, idle: 4408 } as const;

/** A peer that was told to close and does not is cut after this long. */
const CLOSE_PATIENCE_MS = 2_000;

/** One accepted socket: outlet of the fan-out on one side, sender of messages on the other. */
export interface Connection extends Outlet, Sender {
  /** a beat of the heart: true, and a ping is under way, or false: two went by without a sign of life */
  beat(): boolean;
  /** Stops both directions at once, then says goodbye; done when the socket is gone, two seconds from now at the latest. */
  end(code: number, reason: string): Promise<void>;
}

export interface ConnectionOptions {
  ws: WebSocket;
  /** the socket under `ws`: frames made once for everyone are written to it as they are */
  socket: Duplex;
  identity: Identity;
  traceId: string | null;
  since: number | undefined;
  fanOut: FanOut;
  clock: Clock;
  limits: HubLimits;
  onMessage(text: string): Promise<Result<object>>;
  isFactory(): boolean;
  onGone(): void;
}

export function createConnection(options: ConnectionOptions): Connection {
  const { ws, socket, fanOut, clock, limits } = options;
  const withinFactoryRate = createTokenBucket(limits.factoryRate, clock.now());
  const withinReaderRate = createTokenBucket(limits.readerRate, clock.now());
  let missedBeats = 0;
  let inFlight = 0;
  let scoldedAt = Number.NEGATIVE_INFINITY;

  const connection: Connection = {
    identity: options.identity,
    traceId: options.traceId,
    // `ws` writes its own frames (pong, close) whole and, without compression, at once: ours never fall into one.
    write(bytes) {
      if (ws.readyState === ws.OPEN && socket.writable) socket.write(bytes);
    },
    buffered: () => socket.writableLength,
    cut(reason) {
      if (reason === "stalled") ws.terminate();
      else void connection.end(closeCode.failed, "the event log cannot be read; try again");
    },
    beat() {
      missedBeats += 1;
      if (missedBeats > 2) {
        ws.terminate();
        return false;
      }
      if (ws.readyState === ws.OPEN) ws.ping();
      return true;
    },
    async end(code, reason) {
      gone();
      ws.close(code, reason);
      const patience = setTimeout(() => ws.terminate(), CLOSE_PATIENCE_MS);
      if (ws.readyState !== ws.CLOSED) await once(ws, "close");
      clearTimeout(patience);
    },
  };

  const subscription = fanOut.subscribe(connection, options.since);
  let left = false;

  function gone(): void {
    if (left) return;
    left = true;
    subscription.closed();
    options.onGone();
  }

  const alive = () => {
    missedBeats = 0;
  };

  function answer(refusal: Refusal): void {
    // One who sends and does not read must not fill the memory with answers.
    if (socket.writableLength > limits.highWaterBytes) return;
    connection.write(refusedFrame(refusal, fanOut.head(), clock.now()));
  }

  function scold(rate: number): void {
    const now = clock.now();
    if (now - scoldedAt < 1_000) return;
    scoldedAt = now;
    answer(
      refuse(
        "RATE_LIMITED",
        `more than ${rate} messages a second: what exceeds that is not accepted; send slower and send it again`,
      ),
    );
  }

  async function receive(data: RawData, isBinary: boolean): Promise<void> {
    if (isBinary) {
      answer(refuse("INVALID_INPUT", "a message is a text frame with one JSON object, not a binary frame"));
      return;
    }
    const text = data.toString();
    const [within, rate] = options.isFactory()
      ? [withinFactoryRate, limits.factoryRate]
      : [withinReaderRate, limits.readerRate];
    if (!within(clock.now())) {
      scold(rate.perSecond);
      return;
    }
    inFlight += 1;
    if (inFlight >= limits.inFlight) ws.pause();
    try {
      const result = await options.onMessage(text);
      if (!result.ok) answer(result);
    } catch {
      answer(refuse("INTERNAL", "the message could not be recorded; the server's log says why"));
    } finally {
      inFlight -= 1;
      if (ws.isPaused && inFlight <= limits.inFlight / 2) ws.resume();
    }
  }

  ws.on("message", (data, isBinary) => {
    alive();
    if (!left) void receive(data, isBinary);
  });
  ws.on("pong", alive);
  ws.on("error", () => {}); // 'close' follows
  ws.on("close", gone);
  socket.on("drain", () => {
    alive();
    subscription.drained();
  });
  return connection;
}
