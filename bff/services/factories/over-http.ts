import type { SimulateCall } from "../../../shared/models/simulation.ts";
import type { Result } from "../../../shared/result.ts";
import type { CallBounds } from "./bounded-signal.ts";
import { fault } from "./no-answer.ts";
import { type FactoryFetch, postBounded } from "./post-bounded.ts";
import { readAnswer } from "./their-answer.ts";

/** Whom a call is for, where, and what it is told beside the call. */
export interface Asked {
  name: string;
  url: string;
  headers: Record<string, string>;
}

/** `POST {url}/simulateOperation` with the call as JSON. What the body says counts, whatever the status is. */
export async function simulateOverHttp(
  fetch: FactoryFetch,
  { name, url, headers }: Asked,
  call: SimulateCall,
  bounds: CallBounds,
): Promise<Result<Record<string, unknown>>> {
  const posted = await postBounded(fetch, {
    factory: name,
    url: below(url, "simulateOperation"),
    body: JSON.stringify(call),
    headers: { "content-type": "application/json", accept: "application/json", ...flowOf(call), ...headers },
    bounds,
  });
  if (!posted.ok) return posted;
  try {
    return readAnswer(name, JSON.parse(posted.text));
  } catch {
    return fault(name, `it is no JSON (HTTP status ${posted.status})`);
  }
}

/** Headers that a factory may read the flow from, instead of the call. */
export const flowOf = ({ traceparent, trace_id }: SimulateCall): Record<string, string> => ({
  ...(traceparent === null ? {} : { traceparent }),
  ...(/^[A-Za-z0-9._:-]{1,200}$/.test(trace_id) ? { "x-trace-id": trace_id } : {}),
});

/** A path under a factory's address, which may have a path of its own. */
export const below = (url: string, path: string): string => `${url.replace(/\/+$/, "")}/${path}`;
