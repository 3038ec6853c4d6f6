import { WebSocket } from "ws";

/** A factory's own socket: it says what it is doing, and everyone watching hears it. */
export interface FactoryVoice {
  say(type: string, payload: Record<string, unknown>): void;
  close(): void;
}

/** Connects a factory by name. Rejects where the server does not take it within 5 s. */
export function connectFactory(url: string, token: string, factory: string): Promise<FactoryVoice> {
  const address = new URL(`/ws?factory=${encodeURIComponent(factory)}`, url);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address, {
    headers: { authorization: `Bearer ${token}` },
    handshakeTimeout: 5_000,
  });
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("open", () => {
      // what the others say goes past this one: it only has to be read
      socket.on("message", () => {});
      resolve({
        say: (type, payload) => socket.send(JSON.stringify({ type, payload: { factory, ...payload } })),
        close: () => socket.close(1000),
      });
    });
  });
}
