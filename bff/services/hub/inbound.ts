import {
  ClientMessage,
  type FactoryEventType,
  type FactoryPayload,
  isFactoryEventType,
  isFactoryRequestType,
} from "../../../shared/events.ts";
import { FactoryName } from "../../../shared/models/factory.ts";
import { SimulateResult } from "../../../shared/models/simulation.ts";
import { ok, type Result, refuse } from "../../../shared/result.ts";
import { mayUse } from "../../../shared/roles.ts";
import type { Identity } from "../../ports/caller.ts";
import { readCard } from "../factories/read-card.ts";
import type { Factories, Member } from "./factories.ts";
import type { SocketCalls } from "./socket-calls.ts";

/** What a factory reports, ready to be recorded: `payload.factory` is set. */
export interface FactoryEvent {
  type: FactoryEventType;
  payload: FactoryPayload & { factory: string };
  identity: Identity;
}

export interface Sender extends Member {
  readonly identity: Identity;
  /** the flow that its upgrade named: of what it sends without a `trace_id` of its own; null where it named none */
  readonly traceId: string | null;
}

export interface InboundPorts<S extends Sender> {
  factories: Factories<S>;
  calls: Pick<SocketCalls<S>, "answered">;
  /** Records the event and sees to its publication. */
  onFactoryEvent(event: FactoryEvent): Promise<Result<object>>;
  /** Hands a request to the named factory; false where it is not connected. */
  sendToFactory(factory: string, message: { type: string; payload: FactoryPayload }): boolean;
}

/**
 * One message that a socket sent. `hello` binds the socket to a factory's name; what a factory reports is recorded;
 * what a dashboard asks for goes to the factory named in `payload.factory`. `runtime_error_found` is both: from a
 * factory's socket it is a report, from any other a request. `simulate_result` ends a call that waits for it.
 */
export async function receiveMessage<S extends Sender>(
  ports: InboundPorts<S>,
  sender: S,
  text: string,
): Promise<Result<object>> {
  if (!mayUse(sender.identity.role, "agent")) {
    return refuse(
      "FORBIDDEN",
      `the role ${sender.identity.role} may watch but not send; sign in with a token of role agent or above`,
    );
  }
  const parsed = parseMessage(text);
  if (!parsed.ok) return parsed;
  const { type } = parsed.message;
  const payload = inFlow(sender.traceId, parsed.message.payload);

  if (type === "hello") {
    const allowed = mayBind(sender.identity, payload.factory);
    if (!allowed.ok) return allowed;
    const read = readCard(payload);
    if (!read.ok) return read;
    ports.factories.bind(allowed.factory, sender, read.card);
    return allowed;
  }
  if (type === "simulate_result") return takeAnswer(ports, sender, payload);
  const bound = ports.factories.nameOf(sender);
  if (isFactoryEventType(type) && (bound !== undefined || !isFactoryRequestType(type))) {
    const factory = bound ?? payload.factory;
    if (factory === undefined) {
      return refuse(
        "INVALID_INPUT",
        `${type} comes from a factory: send {"type":"hello","payload":{"factory":"NAME"}} first, or name it in payload.factory`,
      );
    }
    if (payload.factory !== undefined && payload.factory !== factory) {
      return refuse(
        "FORBIDDEN",
        `this socket speaks for the factory "${factory}", not for "${payload.factory}"; open another socket for that one`,
      );
    }
    return ports.onFactoryEvent({ type, payload: { ...payload, factory }, identity: sender.identity });
  }
  if (payload.factory === undefined) {
    return refuse("INVALID_INPUT", `${type} is a request to a factory: name it in payload.factory`, {
      connected: ports.factories.names(),
    });
  }
  if (!ports.sendToFactory(payload.factory, { type, payload })) {
    const names = ports.factories.names();
    return refuse(
      "FACTORY_NOT_CONNECTED",
      `no factory "${payload.factory}" is connected; connected now: ${names.length > 0 ? names.join(", ") : "none"}`,
      { connected: names },
    );
  }
  return ok({});
}

const inFlow = (traceId: string | null, payload: FactoryPayload): FactoryPayload =>
  traceId === null || payload.trace_id !== undefined ? payload : { ...payload, trace_id: traceId };

/** Whether this caller may speak for a factory of this name. */
export function mayBind(identity: Identity, factory: string | undefined): Result<{ factory: string }> {
  if (!mayUse(identity.role, "agent")) {
    return refuse(
      "FORBIDDEN",
      `the role ${identity.role} may not speak for a factory; use a token of role agent or above`,
    );
  }
  const named = FactoryName.safeParse(factory);
  if (!named.success) {
    return refuse(
      "INVALID_INPUT",
      "a factory's name is 1 to 200 letters, digits or . _ : @ / - in payload.factory",
    );
  }
  return ok({ factory: named.data });
}

/** Late answers and those that were asked of another socket are dropped without a word; an answer out of shape is not. */
function takeAnswer<S extends Sender>(
  ports: InboundPorts<S>,
  sender: S,
  payload: FactoryPayload,
): Result<object> {
  const parsed = SimulateResult.safeParse(payload);
  if (!parsed.success)
    return refuse(
      "INVALID_INPUT",
      'simulate_result is { "request_id": "…", "answer": { "ok": true, … } }, or in answer { "ok": false, "error": "…", "code"? }',
    );
  ports.calls.answered(sender, parsed.data.request_id, parsed.data.answer);
  return ok({});
}

function parseMessage(text: string): Result<{ message: ClientMessage }> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("BAD_JSON", `a message is one JSON object {"type", "payload"}; this is not JSON`);
  }
  const parsed = ClientMessage.safeParse(value);
  if (parsed.success) return ok({ message: parsed.data });
  const problems = parsed.error.issues.map(({ path, code, message }) =>
    // The full list of the sixty-odd types would drown the answer.
    code === "invalid_value"
      ? "type: not a known message type"
      : `${path.join(".") || "message"}: ${message}`,
  );
  return refuse("INVALID_INPUT", problems.join("; "), { problems });
}
