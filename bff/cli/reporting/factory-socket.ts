import type { PatchEvent } from "../../../shared/models/patch-event.ts";

/**
 * Sends events as `{ type, payload }` messages to the socket at `url` and closes it. Waits at most `timeoutMs` for all
 * of it. Answers how many were handed over; a socket that cannot be reached takes none, which is no failure of the edit.
 */
export async function sendToFactorySocket(
  url: string,
  events: readonly PatchEvent[],
  timeoutMs: number,
): Promise<number> {
  if (events.length === 0) return 0;
  const { WebSocket } = await import("ws");
  return new Promise((resolve) => {
    let handed = 0;
    let socket: import("ws").WebSocket;
    const end = () => {
      clearTimeout(timer);
      resolve(handed);
      socket?.terminate();
    };
    const timer = setTimeout(end, timeoutMs);
    try {
      socket = new WebSocket(url, { handshakeTimeout: timeoutMs, followRedirects: false });
    } catch {
      // not a WebSocket address
      clearTimeout(timer);
      resolve(0);
      return;
    }
    socket.on("error", end);
    socket.on("close", end);
    socket.on("open", () => {
      for (const { type, ...payload } of events) {
        socket.send(JSON.stringify({ type, payload }), (problem) => {
          if (problem === undefined || problem === null) handed++;
          // a close handshake tells that the other side has read all of it
          if (handed === events.length) socket.close(1000);
        });
      }
    });
  });
}
