import { newHttpBatchRpcResponse, newWebSocketRpcSession } from "capnweb";
import { ok, type Result, refuse } from "../../shared/result.ts";
import { flowOfCall, newFlow } from "../middleware/flow-of-call.ts";
import type { Caller } from "../ports/caller.ts";
import type { Ports } from "../ports/ports.ts";
import { identityOfToken, stillValid } from "../services/session/authenticate.ts";
import type { Calls } from "./calls.ts";
import { invoke } from "./invoke.ts";
import { rpcLimit } from "./limits.ts";
import { badBatch, type CallOperation, RpcRoot, withoutInside } from "./rpc.ts";

const rpcOptions = { onSendError: withoutInside, limits: { maxMessageSize: rpcLimit } };

/**
 * The root object of one RPC session. A token that is revoked meanwhile is refused at the next call; `signedIn` hears
 * of every token that the session is for, so that its socket can be closed as well; over a socket that named no flow,
 * every call begins one of its own.
 */
export function openRpcSession(
  ports: Ports,
  calls: Calls,
  caller: Caller,
  socket?: { signedIn(tokenId: string): void },
): RpcRoot {
  if (caller.identity !== null) socket?.signedIn(caller.identity.tokenId);
  const callAs =
    (who: Caller): CallOperation =>
    async (operation, raw, flow) => {
      const now = await current(ports, who);
      const session = socket === undefined || who.traceGiven ? who : newFlow();
      const called = { ...now, ...flowOfCall(session, flow) };
      return invoke(ports, calls, { operation, raw, caller: called, via: "rpc" });
    };
  return new RpcRoot(callAs(caller), async (token) => {
    const found = await identityOfToken(ports, String(token).slice(0, 500), caller.address);
    if (!found.ok) return found;
    socket?.signedIn(found.identity.tokenId);
    return { ok: true, call: callAs({ ...caller, identity: found.identity, refusal: null }) };
  });
}

async function current(ports: Ports, caller: Caller): Promise<Caller> {
  if (caller.identity === null) return caller;
  const found = await stillValid(ports, caller.identity);
  return found.ok ? caller : { ...caller, identity: null, refusal: found };
}

/** Answers a batch of calls that came in one request: a message a line. */
export async function answerRpcBatch(root: RpcRoot, text: string): Promise<Result<{ response: Response }>> {
  const bad = badBatch(text);
  if (bad !== null) return bad;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const request = new Request("http://rpc.invalid/", { method: "POST", body: lines.join("\n") });
  try {
    return ok({ response: await newHttpBatchRpcResponse(request, root, rpcOptions) });
  } catch (error) {
    // services throw nothing: what is thrown here is about the messages
    // and an "abort" throws whatever its sender put there
    const thrown = error instanceof Error ? error : new Error(String(error));
    return refuse(
      "INVALID_INPUT",
      `the body is no Cap'n Web batch: ${withoutInside(thrown).message.slice(0, 200)}`,
    );
  }
}

export function serveSocket(socket: WebSocket, root: RpcRoot): void {
  newWebSocketRpcSession(socket, root, rpcOptions);
}
