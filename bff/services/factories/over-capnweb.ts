import { RpcSession, type RpcTransport, serialize } from "capnweb";
import type { SimulateCall } from "../../../shared/models/simulation.ts";
import { ok, type Refusal, type Result } from "../../../shared/result.ts";
import type { CallBounds } from "./bounded-signal.ts";
import { fault } from "./no-answer.ts";
import { type Asked, below, flowOf } from "./over-http.ts";
import { type FactoryFetch, postBounded } from "./post-bounded.ts";
import { readAnswer } from "./their-answer.ts";
import { theirWords } from "./their-words.ts";
import { turnedAway, turnsAway } from "./turned-away.ts";

/** Messages of an answer that are read: each costs the protocol far more than its bytes. */
const mostMessages = 100;

interface Root {
  SimOps: { simulateOperation(call: SimulateCall, flow: Record<string, string>): Promise<unknown> };
}

/** `SimOps.simulateOperation` of the Cap'n Web endpoint `{url}/rpc`, as a batch of one call over HTTP. */
export async function simulateOverCapnWeb(
  fetch: FactoryFetch,
  asked: Asked,
  call: SimulateCall,
  bounds: CallBounds,
): Promise<Result<Record<string, unknown>>> {
  const { name, url, headers: own } = asked;
  const flow = flowOf(call);
  const batch = createBatch(async (body) => {
    const headers = { "content-type": "text/plain", ...flow, ...own };
    const posted = await postBounded(fetch, {
      factory: name,
      url: below(url, "rpc"),
      body,
      headers,
      bounds,
    });
    if (!posted.ok) return posted;
    if (turnsAway(posted.status)) return turnedAway(asked, posted.status);
    if (posted.status !== 200)
      return fault(name, `the endpoint of Cap'n Web answers with the HTTP status ${posted.status}`);
    const lines = posted.text.split("\n").filter((line) => line.trim() !== "");
    if (lines.length > mostMessages)
      return fault(name, `it is ${lines.length} messages, and one call is answered with a few`);
    return ok({ lines });
  });
  const root = new RpcSession<never>(batch.transport, undefined, {
    onSendError: () => new Error("not told"),
  }).getRemoteMain() as unknown as Root & Disposable;
  try {
    const answer = await root.SimOps.simulateOperation(call, flow);
    // what holds references to the factory's objects is no answer: nobody here would let go of them
    serialize(answer);
    return readAnswer(name, answer);
  } catch (error) {
    const said = theirWords(error instanceof Error ? error.message : String(error)).slice(0, 200);
    return batch.refusal() ?? fault(name, `its method failed: ${said}`);
  } finally {
    root[Symbol.dispose]();
  }
}

/** A transport that sends all messages of one turn as one request. `refusal`: why no answer came to it. */
function createBatch(post: (body: string) => Promise<Result<{ lines: string[] }>>): {
  transport: RpcTransport;
  refusal(): Refusal | null;
} {
  let sending: string[] | null = [];
  let refusal: Refusal | null = null;
  const answered = new Promise<void>((resolve) => setTimeout(resolve, 0)).then(async () => {
    const body = sending!.join("\n");
    sending = null;
    const posted = await post(body);
    if (posted.ok) return posted.lines;
    refusal = posted;
    return [];
  });
  return {
    transport: {
      async send(message) {
        sending?.push(message);
      },
      async receive() {
        const message = (await answered).shift();
        if (message === undefined) throw new Error("the batch has ended");
        return message;
      },
      abort() {},
    },
    refusal: () => refusal,
  };
}
