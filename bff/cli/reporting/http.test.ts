import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createSocketServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { Call } from "./call-message.ts";
import { call } from "./http.ts";

const open: { close(): void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function listen(server: Server | ReturnType<typeof createSocketServer>): Promise<URL> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x?y=1`);
}
const ask = (url: URL, more: Partial<Call> = {}) =>
  call({ method: "GET", url, token: null, timeoutMs: 20_000, ...more });

describe("call", () => {
  test("posts JSON with the token and the trace, and reads the answer", async () => {
    const seen: unknown[] = [];
    const url = await listen(
      createServer(async (request, answer) => {
        let body = "";
        for await (const chunk of request) body += chunk;
        seen.push(request.method, request.url, request.headers, body);
        answer.writeHead(201, { "content-type": "application/json" }).end('{"ö":1}');
      }),
    );
    const answer = await ask(url, {
      method: "POST",
      token: "t\r\nx-evil: 1",
      traceId: "abc",
      body: { text: "größer" },
    });
    expect(answer).toMatchObject({ ok: true, status: 201, body: '{"ö":1}' });
    expect(seen[0]).toBe("POST");
    expect(seen[1]).toBe("/x?y=1");
    expect(seen[2]).toMatchObject({
      authorization: "Bearer tx-evil: 1",
      "x-trace-id": "abc",
      host: url.host,
    });
    expect(seen[2]).not.toHaveProperty("x-evil");
    expect(seen[3]).toBe('{"text":"größer"}');
  });

  test("an answer that is written in pieces comes back whole", async () => {
    const url = await listen(
      createServer((_request, answer) => {
        answer.write("a".repeat(100_000));
        setImmediate(() => answer.end("b"));
      }),
    );
    const answer = await ask(url);
    expect(answer.ok && answer.body.length).toBe(100_001);
  });

  test("nobody there, silence, gibberish and a broken answer are reasons, not exceptions", async () => {
    const gone = await listen(createServer());
    open.pop()?.close();
    expect(await ask(gone)).toEqual({ ok: false, reason: "ECONNREFUSED" });

    const silent = await listen(createSocketServer(() => {}));
    expect(await ask(silent, { timeoutMs: 50 })).toEqual({ ok: false, reason: "no answer within 50 ms" });

    const other = await listen(createSocketServer((socket) => socket.end("SSH-2.0-x\r\n\r\n")));
    expect(await ask(other)).toMatchObject({
      ok: false,
      reason: expect.stringContaining("does not speak HTTP"),
    });

    const short = await listen(
      createSocketServer((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf")),
    );
    expect(await ask(short)).toEqual({ ok: false, reason: "the answer broke off" });
  });

  test("an address that is neither http nor https is refused", async () => {
    expect(await ask(new URL("ftp://127.0.0.1/"))).toMatchObject({ ok: false });
  });
});
