// The peer: the loop that one would write first. Every message of /pub goes to every other socket with `ws.send`.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { serveQuestions } from "../worker.ts";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", backlog: 2048, perMessageDeflate: false });
const readers = new Set<WebSocket>();

server.on("connection", (socket, request) => {
  socket.on("error", () => {});
  if (request.url === "/pub") {
    socket.on("message", (data) => {
      for (const reader of readers) reader.send(data, { binary: false });
    });
    return;
  }
  readers.add(socket);
  socket.on("close", () => readers.delete(socket));
});

const listening = once(server, "listening");
serveQuestions({
  async port() {
    await listening;
    return (server.address() as AddressInfo).port;
  },
});
