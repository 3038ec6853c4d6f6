import { ok, type Result } from "../../../shared/result.ts";
import { boundedSignal, type CallBounds } from "./bounded-signal.ts";
import { fault, gone, late } from "./no-answer.ts";

/** Most bytes of an answer that are read. */
export const mostAnswerBytes = 1024 * 1024;

/** What of `fetch` a call to a factory needs. */
export type FactoryFetch = (
  url: string,
  init: {
    method: "POST";
    body: string;
    headers: Record<string, string>;
    redirect: "manual";
    credentials: "omit";
    signal: AbortSignal;
  },
) => Promise<Response>;

export interface Post {
  /** for the words */
  factory: string;
  url: string;
  body: string;
  headers: Record<string, string>;
  bounds: CallBounds;
}

/**
 * A POST to a factory, its answer whole and not looked at. No redirect is followed, nothing of ours is sent along, and an
 * end of the bounds ends the request.
 */
export async function postBounded(
  fetch: FactoryFetch,
  { factory, url, body, headers, bounds }: Post,
): Promise<Result<{ status: number; text: string }>> {
  const bounded = boundedSignal(bounds);
  const { signal } = bounded;
  const begun = performance.now();
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers,
      redirect: "manual",
      credentials: "omit",
      signal,
    });
    // a browser's fetch, and that of Workers, tells of a redirect with status 0
    if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
      await response.body?.cancel();
      return fault(factory, `it is a redirect (${response.status}), and none is followed`);
    }
    const text = await textOf(response);
    if (text === null) return fault(factory, `it is longer than ${mostAnswerBytes} bytes`);
    return ok({ status: response.status, text });
  } catch (error) {
    const ended = bounded.ended();
    if (ended !== null) return late(factory, ended, bounds.timeoutMs);
    const code = codeOf(error);
    // a runtime may have a patience of its own for an answer that does not begin or go on
    if (/^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(code))
      return late(factory, "timeout", Math.round(performance.now() - begun));
    return gone(factory, code === "" ? "the connection broke" : `the connection failed (${code})`);
  } finally {
    bounded.end();
  }
}

/** The text of an answer; null where it is too long, and then the rest of it is not read. */
async function textOf({ body }: Response): Promise<string | null> {
  if (body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength;
    if (bytes > mostAnswerBytes) return null;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

/** What the runtime calls a failure: ECONNREFUSED, ENOTFOUND; "" where it has no name. */
function codeOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown; errors?: { code?: unknown }[] } };
  const code = cause?.code ?? cause?.errors?.[0]?.code;
  return typeof code === "string" && /^\w{1,60}$/.test(code) ? code : "";
}
