import type { Refusal } from "../../../shared/result.ts";
import type { LoggedEvent } from "../../ports/hub.ts";
import { textFrame } from "./frame.ts";

/** Why a reader has to read history again: what it asked for is no longer kept, or was never reached by this log. */
export type ResyncReason = "past_gone" | "ahead_of_log";

export const eventFrame = ({ type, payload, seq, ts }: LoggedEvent): Uint8Array =>
  textFrame(JSON.stringify({ type, payload, seq, ts }));

/** A message that is no event: it carries the head of the log as its `seq`. `now` is epoch milliseconds. */
function controlFrame(type: string, head: number, now: number, payload?: object): Uint8Array {
  return textFrame(JSON.stringify({ type, payload, seq: head, ts: new Date(now).toISOString() }));
}

export const connectedFrame = (head: number, now: number): Uint8Array => controlFrame("connected", head, now);

export const pingFrame = (head: number, now: number): Uint8Array => controlFrame("ping", head, now);

export const factoriesChangedFrame = (head: number, now: number): Uint8Array =>
  controlFrame("factories_changed", head, now);

export const resyncFrame = (reason: ResyncReason, oldest: number, head: number, now: number): Uint8Array =>
  controlFrame("resync", head, now, { reason, oldest, head });

export const refusedFrame = ({ code, error }: Refusal, head: number, now: number): Uint8Array =>
  controlFrame("refused", head, now, { code, error });

/** A request on its way to a factory; it is no event of the log either. */
export const requestFrame = (
  message: { type: string; payload: Record<string, unknown> },
  head: number,
  now: number,
): Uint8Array => controlFrame(message.type, head, now, message.payload);
