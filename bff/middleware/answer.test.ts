import { expect, test } from "vitest";
import { makeApp } from "../host/node/fixtures/app.ts";
import { securityHeaders } from "./security-headers.ts";

const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

test("every kind of answer has the headers of safety and of its flow; its own go before them", async () => {
  const file = new Response("a page", {
    headers: { "cache-control": "max-age=60", "x-frame-options": "SAMEORIGIN" },
  });
  const made = await makeApp({ ports: { assets: async () => file } });
  const kinds: [path: string, status: number, own: Record<string, string>, init?: RequestInit][] = [
    ["/healthz", 200, { "content-type": "application/json", "cache-control": "no-store" }],
    ["/api/nothing", 404, { "content-type": "application/json" }],
    ["/api/logs", 405, { allow: "POST" }],
    ["/rpc", 405, { allow: "POST" }],
    [
      "/v1/traces",
      401,
      { "content-type": "application/x-protobuf" },
      { method: "POST", headers: { "content-type": "application/x-protobuf" } },
    ],
    ["/metrics", 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }],
    ["/api/docs", 200, { "cache-control": "no-cache" }],
    ["/page", 200, { "cache-control": "max-age=60", "x-frame-options": "SAMEORIGIN" }],
  ];
  for (const [path, status, own, init] of kinds) {
    const { headers, status: answered } = await made.request(path, {
      ...init,
      headers: { ...init?.headers, traceparent: parent },
    });
    const all = Object.fromEntries(headers);
    expect.soft(all, path).toMatchObject({ ...securityHeaders, ...own });
    expect.soft(all["x-trace-id"], path).toBe("0af7651916cd43dd8448eb211c80319c");
    expect
      .soft(all.traceparent, path)
      .toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad)[0-9a-f]{16}-01$/);
    expect.soft([path, answered]).toEqual([path, status]);
  }
  await made.dispose();
});
