import type { SimulateCall } from "../../../shared/models/simulation.ts";
import type { Result } from "../../../shared/result.ts";
import type { CallBounds } from "./bounded-signal.ts";
import { fault } from "./no-answer.ts";
import { type FactoryFetch, postBounded } from "./post-bounded.ts";
import { isTheirs, readAnswer } from "./their-answer.ts";
import { markedAway, turnedAway, turnsAway } from "./turned-away.ts";

/** Whom a call is for, where, and what it is told beside the call. */
export interface Asked {
  name: string;
  url: string;
  headers: Record<string, string>;
}

/** `POST {url}/simulateOperation` with the call as JSON. What the body says counts, whatever the status is. */
export async function simulateOverHttp(
  fetch: FactoryFetch,
  asked: Asked,
  call: SimulateCall,
  bounds: CallBounds,
): Promise<Result<Record<string, unknown>>> {
  const { name, url, headers } = asked;
  const posted = await postBounded(fetch, {
    factory: name,
    url: below(url, "simulateOperation"),
    body: JSON.stringify(call),
    headers: { "content-type": "application/json", accept: "application/json", ...flowOf(call), ...headers },
    bounds,
  });
  if (!posted.ok) return posted;
  const answer = readText(asked, posted);
  if (!turnsAway(posted.status) || answer.ok) return answer;
  return isTheirs(answer) ? markedAway(answer, asked) : turnedAway(asked, posted.status);
}

function readText({ name }: Asked, { text, status }: { text: string; status: number }) {
  try {
    return readAnswer(name, JSON.parse(text));
  } catch {
    return fault(name, `it is no JSON (HTTP status ${status})`);
  }
}

/** Headers that a factory may read the flow from, instead of the call. */
export const flowOf = ({ traceparent, trace_id }: SimulateCall): Record<string, string> => ({
  ...(traceparent === null ? {} : { traceparent }),
  ...(/^[A-Za-z0-9._:-]{1,200}$/.test(trace_id) ? { "x-trace-id": trace_id } : {}),
});

/** A path under a factory's address, which may have a path of its own. */
export const below = (url: string, path: string): string => `${url.replace(/\/+$/, "")}/${path}`;
