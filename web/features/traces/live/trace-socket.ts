import { z } from "zod";
import { retryDelay } from "../../../live/backoff.ts";
import { createFrameBatch } from "../../../live/frame-batch.ts";
import { watchPage } from "../../../live/page-signals.ts";

/** What is used of a span that came in; all of it is read again from the server. */
const Heard = z.object({ trace_id: z.string(), status: z.string(), stage: z.string() });
export type HeardSpan = z.output<typeof Heard>;

const Message = z.union([
  z.object({ event: z.literal("trace"), data: Heard }),
  z.object({ event: z.literal("resync") }),
  z.object({ event: z.literal("ping") }),
]);

export interface TraceSocketOptions {
  url: string;
  /** spans that are new or have changed, one animation frame's at once */
  onSpans(batch: HeardSpan[]): void;
  /** Spans may have been missed: what is on screen has to be read again. */
  onGap(): void;
  /** It hears spans from now on, or does not. */
  onUp?(up: boolean): void;
  /** delay before a retry in milliseconds; for tests */
  delay?: (attempt: number) => number;
}

/** Watches `/api/traces/live`, again and again after a cut. Returns what ends it. */
export function watchTraces({ url, onSpans, onGap, onUp, delay }: TraceSocketOptions): () => void {
  const wait = delay ?? ((attempt: number) => retryDelay(attempt, Math.random()));
  const batch = createFrameBatch(onSpans);
  let socket: WebSocket | null = null;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let attempt = 0;
  let cut = false;
  let over = false;

  function connect(): void {
    retry = null;
    const mine = new WebSocket(url);
    socket = mine;
    mine.onopen = () => {
      attempt = 0;
      onUp?.(true);
      if (cut) onGap();
      cut = false;
    };
    mine.onmessage = ({ data }) => {
      const message = Message.safeParse(JSON.parse(String(data)));
      // an event that this page does not know yet comes from a newer server
      if (!message.success || message.data.event === "ping") return;
      if (message.data.event === "trace") batch.push(message.data.data);
      else onGap();
    };
    mine.onerror = () => {}; // a close follows
    mine.onclose = () => {
      if (over || socket !== mine) return;
      if (!cut) onUp?.(false);
      cut = true;
      retry = setTimeout(connect, wait(attempt));
      attempt += 1;
    };
  }

  const page = watchPage({
    onBack: () => {
      if (retry === null) return;
      clearTimeout(retry);
      connect();
    },
  });
  connect();
  return () => {
    over = true;
    page.stop();
    batch.stop();
    if (retry !== null) clearTimeout(retry);
    socket?.close();
  };
}
