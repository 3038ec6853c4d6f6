import { WebSocket } from "ws";
import type { Refusal } from "../../../shared/result.ts";
import type { Scenario, Server } from "../scenario.ts";

const edit = { patches: [{ op: "append", file: "src/cart.ts", block: "// end" }] };

/** Who asks, and from where. */
export const callerScenarios: readonly Scenario[] = [
  {
    code: "UNAUTHENTICATED",
    run: async (place) => (await place.server()).ask("POST", "/api/patches/apply", edit, { token: null }),
  },
  {
    code: "TOKEN_REVOKED",
    async run(place) {
      const server = await place.server();
      const { id, token } = await server.token("agent");
      await server.ask("DELETE", `/api/tokens/${id}`);
      const asked = await server.ask("POST", "/api/patches/apply", edit, { token });
      return { ...asked, stage: "with a token that an admin has revoked:" };
    },
  },
  {
    code: "FORBIDDEN",
    async run(place) {
      const server = await place.server();
      const { token } = await server.token("agent");
      const patches = [{ op: "replace-text", file: "src/cart.ts", oldText: "vat = 0.2", block: "vat = 0" }];
      const asked = await server.ask(
        "POST",
        "/api/patches/apply",
        { unlock: ["tax_rules"], patches },
        { token },
      );
      return { ...asked, stage: "with the token of an agent:" };
    },
  },
  {
    code: "FOREIGN_ORIGIN",
    run: async (place) =>
      (await place.server()).ask("GET", "/api/patches/logs", undefined, {
        headers: { origin: "https://elsewhere.example" },
      }),
  },
  {
    code: "FOREIGN_HOST",
    run: async (place) =>
      (await place.server()).ask("GET", "/api/patches/logs", undefined, {
        headers: { host: "elsewhere.example" },
      }),
  },
  {
    code: "RATE_LIMITED",
    async run(place) {
      const server = await place.server();
      for (let wrong = 0; wrong < 200; wrong++) {
        const asked = await server.ask("GET", "/api/patches/logs", undefined, { token: `mc_wrong${wrong}` });
        if (asked.refusal.code === "RATE_LIMITED")
          return { ...asked, stage: "after many wrong tokens in a minute:" };
      }
      throw new Error("200 wrong tokens were all looked at");
    },
  },
  {
    code: "TOO_MANY_CONNECTIONS",
    async run(place) {
      const server = await place.server();
      const { token } = await server.token("viewer");
      const sockets: WebSocket[] = [];
      try {
        for (;;) {
          const refusal = await openSocket(server, token, sockets);
          if (refusal) return { request: "GET /rpc (WebSocket)", stage: "with every socket taken:", refusal };
        }
      } finally {
        for (const socket of sockets) socket.terminate();
      }
    },
  },
];

/** Opens one more RPC socket; answers why it was refused, or null. */
function openSocket(server: Server, token: string, sockets: WebSocket[]): Promise<Refusal | null> {
  const socket = new WebSocket(new URL("/rpc", server.url.replace(/^http/, "ws")), {
    headers: { authorization: `Bearer ${token}` },
  });
  sockets.push(socket);
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve(null));
    socket.on("error", reject);
    socket.once("unexpected-response", (_request, response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve(JSON.parse(text) as Refusal));
    });
  });
}
