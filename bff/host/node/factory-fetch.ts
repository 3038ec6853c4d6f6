import { lookup as resolve } from "node:dns/promises";
import {
  Agent as HttpAgent,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { Readable } from "node:stream";
import { isForbiddenHost } from "../../services/factories/factory-url.ts";
import type { FactoryFetch } from "../../services/factories/post-bounded.ts";

/** All addresses that a name stands for. */
type Resolve = (hostname: string) => Promise<{ address: string; family: number }[]>;

/**
 * `fetch` for calls to factories, as far as those need it; it fails as `fetch` does. An address at which no factory is
 * (see `factory-url.ts`) is not asked, nor a name that stands for one: that fails with the code ADDRESS_REFUSED. The
 * addresses that are looked at are those that are connected to, so that a name which stands for another a moment later
 * leads nowhere else.
 */
export function createFactoryFetch(
  addressesOf: Resolve = (hostname) => resolve(hostname, { all: true }),
): FactoryFetch {
  // of its own, so that no connection is used again that others made unlooked at
  const options = { keepAlive: true, lookup: checked(addressesOf) };
  const http = { request: requestHttp, agent: new HttpAgent(options) };
  const https = { request: requestHttps, agent: new HttpsAgent(options) };
  return async function post(url, init): Promise<Response> {
    const { protocol, hostname } = new URL(url);
    if (isForbiddenHost(hostname)) throw failed(refused());
    init.signal.throwIfAborted();
    const { request, agent } = protocol === "https:" ? https : http;
    const answer = await sent(request, url, agent, init);
    return answer === "again" ? post(url, init) : answer;
  };
}

type Send = (url: string, options: RequestOptions) => ReturnType<typeof requestHttp>;

function sent(
  send: Send,
  url: string,
  agent: HttpAgent,
  { method, headers, body, signal }: Parameters<FactoryFetch>[1],
): Promise<Response | "again"> {
  return new Promise((resolve, reject) => {
    const asked = send(url, {
      method,
      agent,
      signal,
      headers: { "accept-encoding": "identity", ...headers },
    });
    asked.once("response", (answer) => {
      try {
        resolve(toResponse(answer));
      } catch (cause) {
        answer.destroy();
        reject(failed(cause));
      }
    });
    asked.once("error", (cause: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(signal.reason);
      // it was open from an earlier call, and was closed as this one came; a new one tells whether anybody is there
      else if (asked.reusedSocket && closed.has(cause.code)) resolve("again");
      else reject(failed(cause));
    });
    // an answer that is none, as one that goes over to another protocol, ends without an error
    asked.once("close", () => reject(failed(coded("ECONNRESET"))));
    asked.end(body);
  });
}

const closed = new Set<string | undefined>(["ECONNRESET", "EPIPE"]);

/** Statuses with which a `Response` may have no body. */
const bodiless = new Set([204, 205, 304]);

function toResponse(answer: IncomingMessage): Response {
  const status = answer.statusCode!;
  if (bodiless.has(status)) answer.resume();
  const body = bodiless.has(status) ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  return new Response(body, { status });
}

function checked(addressesOf: Resolve): LookupFunction {
  return (hostname, { all }, answer) => {
    addressesOf(hostname).then(
      (found) => {
        const [first] = found;
        if (found.some(({ address }) => isForbiddenHost(address.toLowerCase()))) answer(refused(), "");
        else if (first === undefined) answer(notFound(), "");
        else if (all) answer(null, found);
        else answer(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => answer(error, ""),
    );
  };
}

const coded = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });
const refused = () => coded("ADDRESS_REFUSED");
const notFound = () => coded("ENOTFOUND");
const failed = (cause: unknown): TypeError => new TypeError("fetch failed", { cause });
