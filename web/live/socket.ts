import { controlTypes, ServerMessage } from "../../shared/events.ts";
import { retryDelay } from "./backoff.ts";
import { type ConnectionState, sameState } from "./connection-state.ts";
import { createFrameBatch } from "./frame-batch.ts";
import { watchPage } from "./page-signals.ts";

/**
 * The one socket of a page. It hands over every event after `since` once and in order, in batches of one
 * animation frame, and resumes after a cut from the last event it handed over. Where the server no longer has
 * that past it says so (`resync`), and `onResync` is told to read history again.
 */
export interface LiveEvent {
  type: string;
  payload: Record<string, unknown>;
  seq: number;
  /** ISO-8601 UTC */
  ts: string;
}

export interface LiveConnectionOptions {
  /** `ws://…/ws`, without `since` */
  url: string;
  /** seq of the newest event the caller already has; left out: only what happens from now on */
  since?: number;
  onEvents(batch: LiveEvent[]): void;
  /** History has to be read again; events after `head` follow. */
  onResync(head: number, reason: string): void;
  /** The list of factories may read otherwise now: the server says so, or may have while the socket was not open. */
  onFactoriesChanged?(): void;
  onState?(state: ConnectionState): void;
  /** The server refused a message that this socket sent. */
  onRefused?(refusal: { code: string; error: string }): void;
  /** Asked when an attempt did not get through: false means that the session is over and retrying is in vain. */
  checkSession?(): Promise<boolean>;
  /** silence after which the connection counts as dead; the server pings every 15 s */
  silenceMs?: number;
  /** delay before a retry; for tests */
  delay?: (attempt: number) => number;
}

export interface LiveConnection {
  /** false where the socket is not open; nothing is queued */
  send(message: { type: string; payload?: Record<string, unknown> }): boolean;
  /** seq of the newest event received */
  seq(): number | undefined;
  close(): void;
}

/** Close code of the server for a token that was revoked. */
export const SIGNED_OUT_CODE = 4401;

const control: ReadonlySet<string> = new Set(controlTypes);

export function createLiveConnection(options: LiveConnectionOptions): LiveConnection {
  const { silenceMs = 40_000, delay = (n: number) => retryDelay(n, Math.random()) } = options;
  let socket: WebSocket | null = null;
  let last = options.since;
  let head = options.since ?? 0;
  let attempt = 0;
  let heardAt = 0;
  let retryAt = 0;
  let state: ConnectionState = { at: "connecting" };
  let retry: ReturnType<typeof setTimeout> | null = null;
  let ticker: ReturnType<typeof setInterval> | null = null;
  const page = watchPage({ onBack: hurry });

  const batch = createFrameBatch<LiveEvent>((events) => {
    options.onEvents(events);
    if (state.at === "live") setState(liveState());
  });

  function setState(next: ConnectionState): void {
    if (sameState(state, next)) return;
    state = next;
    options.onState?.(next);
  }

  const liveState = (): ConnectionState => ({
    at: "live",
    behind: Math.max(0, head - (last ?? head)) + batch.waiting,
  });

  function waitingState(): ConnectionState {
    const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
    return { at: page.online() ? "reconnecting" : "offline", seconds, attempt };
  }

  function connect(): void {
    retry = null;
    const url = new URL(options.url);
    if (last !== undefined) url.searchParams.set("since", String(last));
    const mine = new WebSocket(url);
    let opened = false;
    socket = mine;
    heardAt = Date.now();
    mine.onopen = () => {
      opened = true;
    };
    mine.onmessage = (message) => {
      if (socket === mine) receive(String(message.data));
    };
    mine.onerror = () => {}; // a close follows, and says more
    mine.onclose = (event) => {
      if (socket === mine) lost(event.code, opened);
    };
  }

  function receive(text: string): void {
    heardAt = Date.now();
    const message = ServerMessage.parse(JSON.parse(text));
    head = Math.max(head, message.seq);
    if (!control.has(message.type)) {
      receiveEvent({ ...message, payload: message.payload ?? {} });
    } else if (message.type === "connected") {
      attempt = 0;
      last ??= message.seq;
      options.onFactoriesChanged?.();
      setState(liveState());
    } else if (message.type === "factories_changed") {
      options.onFactoriesChanged?.();
      setState(liveState());
    } else if (message.type === "resync") {
      batch.flush(); // what came before belongs to the past that is read again now
      last = message.seq;
      head = message.seq;
      options.onResync(message.seq, String(message.payload?.reason ?? ""));
      setState(liveState());
    } else if (message.type === "refused") {
      options.onRefused?.({ code: String(message.payload?.code), error: String(message.payload?.error) });
    } else {
      setState(liveState());
    }
  }

  function receiveEvent(event: LiveEvent): void {
    const expected = (last ?? event.seq - 1) + 1;
    if (event.seq < expected) return; // a double
    if (event.seq > expected) {
      reconnect(); // a hole: ask again from what is held
      return;
    }
    last = event.seq;
    batch.push(event);
  }

  function drop(): void {
    const old = socket;
    socket = null;
    old?.close();
  }

  function reconnect(): void {
    drop();
    lost(1006, true);
  }

  function lost(code: number, opened: boolean): void {
    socket = null;
    batch.flush();
    if (code === SIGNED_OUT_CODE) {
      end("signed-out");
      return;
    }
    const wait = delay(attempt);
    retryAt = Date.now() + wait;
    setState(waitingState());
    attempt += 1;
    retry = setTimeout(connect, wait);
    // A browser does not tell a page why an upgrade was refused, so the session is asked about beside the retries.
    if (!opened) {
      options.checkSession?.().then(
        (signedIn) => {
          if (!signedIn && state.at !== "live") end("signed-out");
        },
        () => {}, // the server is away: the retries go on
      );
    }
  }

  /** The page was shown again or has its network back: do not sit out the wait. */
  function hurry(): void {
    if (state.at === "ended") return;
    if (retry !== null) {
      clearTimeout(retry);
      retryAt = Date.now();
      setState(waitingState());
      connect();
    } else if (Date.now() - heardAt > silenceMs / 2) reconnect();
  }

  function tick(): void {
    if (retry !== null || state.at === "reconnecting" || state.at === "offline") setState(waitingState());
    if (retry === null && Date.now() - heardAt > silenceMs) reconnect();
  }

  function end(reason: "closed" | "signed-out"): void {
    if (retry !== null) clearTimeout(retry);
    if (ticker !== null) clearInterval(ticker);
    retry = null;
    page.stop();
    drop();
    batch.stop();
    setState({ at: "ended", reason });
  }

  options.onState?.(state);
  ticker = setInterval(tick, Math.min(1000, silenceMs / 4));
  connect();

  return {
    send(message) {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
    seq: () => last,
    close: () => {
      if (state.at !== "ended") end("closed");
    },
  };
}
