// The factory's own endpoint: `POST /simulateOperation` with JSON, and `SimOps.simulateOperation` by Cap'n Web at `/rpc`.
import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { newHttpBatchRpcResponse, RpcTarget } from "capnweb";
import type { SimulateOperation } from "./simulate-operation.ts";

const mostBytes = 1024 * 1024;

class SimOps extends RpcTarget {
  readonly #simulate: SimulateOperation;
  readonly #signal: AbortSignal;
  constructor(simulate: SimulateOperation, signal: AbortSignal) {
    super();
    this.#simulate = simulate;
    this.#signal = signal;
  }
  simulateOperation(input: unknown, headers?: Record<string, unknown>) {
    return this.#simulate(input, headers, this.#signal);
  }
}

class Root extends RpcTarget {
  readonly #simOps: SimOps;
  constructor(simulate: SimulateOperation, signal: AbortSignal) {
    super();
    this.#simOps = new SimOps(simulate, signal);
  }
  get SimOps() {
    return this.#simOps;
  }
}

/**
 * Listens on this machine only, and answers no page of a browser: those would come from anywhere. With a `token`, whoever
 * calls has to bring it: `authorization: Bearer <token>`.
 */
export function serveFactory(simulate: SimulateOperation, token?: string): Server {
  return createServer(async (request, response) => {
    // whoever hangs up before the answer does not wait for it
    const stop = new AbortController();
    response.on("close", () => stop.abort());
    const { status, type, text } = await answer(simulate, request, stop.signal, token);
    response.writeHead(status, { "content-type": type }).end(text);
  });
}

async function answer(
  simulate: SimulateOperation,
  request: IncomingMessage,
  signal: AbortSignal,
  token: string | undefined,
) {
  const { headers, method, url } = request;
  if (headers.origin !== undefined || !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? ""))
    return json(403, { ok: false, code: "FOREIGN_ORIGIN", error: "call from a program on this machine" });
  if (token && !same(headers.authorization ?? "", `Bearer ${token}`))
    return json(401, {
      ok: false,
      code: "UNAUTHENTICATED",
      error: headers.authorization ? "that is not the token of this factory" : "this factory asks for a token",
    });
  const asked = `${method} ${url}`;
  if (asked !== "POST /simulateOperation" && asked !== "POST /rpc")
    return json(404, {
      ok: false,
      code: "NOT_FOUND",
      error: "there are POST /simulateOperation and POST /rpc",
    });
  const body = await textOf(request);
  if (body === null)
    return json(413, { ok: false, code: "BODY_TOO_LARGE", error: `send at most ${mostBytes} bytes` });
  try {
    if (url === "/rpc") {
      const batch = new Request("http://factory/rpc", { method: "POST", body });
      const replied = await newHttpBatchRpcResponse(batch, new Root(simulate, signal));
      return { status: replied.status, type: "text/plain", text: await replied.text() };
    }
    const result = await simulate(JSON.parse(body), headers, signal);
    return json(result.ok ? 200 : result.code === "SERVER_UNREACHABLE" ? 502 : 422, result);
  } catch (error) {
    return json(400, {
      ok: false,
      code: "BAD_JSON",
      error: `that could not be done: ${(error as Error).message}`,
    });
  }
}

/** Compared by their hashes, which take as long wherever two texts part. */
const same = (given: string, wanted: string) => timingSafeEqual(hash(given), hash(wanted));
const hash = (text: string) => createHash("sha256").update(text).digest();

const json = (status: number, value: object) => ({
  status,
  type: "application/json",
  text: JSON.stringify(value),
});

async function textOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.byteLength;
    if (bytes > mostBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
