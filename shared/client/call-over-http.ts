/**
 * Calls `entrypoint.method(payload)` of a server that speaks Cap'n Web at `/rpc`: a batch of one call and of the
 * question for its answer. Throws where no answer of that kind comes.
 */
export async function callOverHttp(
  send: (path: string, body: string) => Promise<Response>,
  [entrypoint, method]: readonly [string, string],
  payload: unknown,
): Promise<unknown> {
  const sent = payload === undefined ? [] : [inMessage(JSON.parse(JSON.stringify(payload)))];
  const call = ["push", ["pipeline", 0, [entrypoint, method], sent]];
  const response = await send("/rpc", `${JSON.stringify(call)}\n["pull",1]`);
  const body = await response.text();
  const json = /^\s*[[{]/.test(body) ? body.split("\n").map((line) => JSON.parse(line)) : [];
  if (json[0]?.ok === false) return json[0]; // refused before it was a call
  const [kind, , value] = json.find((message) => message[1] === 1) ?? [];
  if (kind === "resolve") return outOfMessage(value);
  const why = kind === "reject" ? value[2] : `status ${response.status}, and no answer as Mission Control's`;
  throw new Error(`${entrypoint}.${method}: ${why}`);
}

/** A list is wrapped in a list of its own, since a bare one stands for what JSON has no word for. */
const inMessage = (value: unknown): unknown =>
  Array.isArray(value) ? [value.map(inMessage)] : eachField(value, inMessage);

function outOfMessage(value: unknown): unknown {
  if (!Array.isArray(value)) return eachField(value, outOfMessage);
  if (Array.isArray(value[0])) return value[0].map(outOfMessage);
  if (value[0] === "undefined") return undefined;
  throw new Error(`the answer holds a ${value[0]}: give createClient a Cap'n Web session as its entrypoints`);
}

function eachField(value: unknown, change: (field: unknown) => unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, change(field)]));
}
