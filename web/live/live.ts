import { connection } from "./connection.ts";
import { createDispatcher } from "./dispatch.ts";
import { createLiveConnection, type LiveConnection } from "./socket.ts";

/** The page's one dispatcher: features subscribe here and never see the socket. */
export const live = createDispatcher();

let current: LiveConnection | null = null;

/**
 * Opens the page's one socket, or moves it: a second call closes the first. `since` is the seq that the first page
 * of history was read at, so that history and live join without a gap.
 */
export function startLive(
  options: { since?: number; checkSession?: () => Promise<boolean>; url?: string } = {},
): void {
  current?.close();
  current = createLiveConnection({
    url: options.url ?? `${location.origin.replace(/^http/, "ws")}/ws`,
    ...(options.since === undefined ? {} : { since: options.since }),
    ...(options.checkSession === undefined ? {} : { checkSession: options.checkSession }),
    onEvents: live.dispatch,
    onResync: live.resync,
    onFactoriesChanged: live.factoriesChanged,
    onState: (state) => connection.setState({ state }),
  });
}

export function stopLive(): void {
  current?.close();
  current = null;
}

/** Sends a request to a factory, named in `payload.factory`; false where the socket is not open. */
export function sendLive(message: { type: string; payload?: Record<string, unknown> }): boolean {
  return current?.send(message) ?? false;
}
