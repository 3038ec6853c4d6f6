// The peer of single events: a Hono route that parses the JSON it is sent and answers, and keeps nothing.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { serveQuestions } from "../worker.ts";

serveQuestions({
  async listen() {
    const app = new Hono();
    app.post("/api/logs", async (c) => {
      const { trace_id } = (await c.req.json()) as { trace_id: string };
      return c.json({ ok: true, trace_id });
    });
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
    if (!server.listening) await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
});
