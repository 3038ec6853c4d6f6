import type { SimulateAnswer, SimulateCall } from "../../../shared/models/simulation.ts";
import { ok, type Result } from "../../../shared/result.ts";
import { boundedSignal, type CallBounds } from "../factories/bounded-signal.ts";
import { gone, late } from "../factories/no-answer.ts";

type Answered = Result<{ answer: SimulateAnswer }>;

/** Calls that went to factories over their sockets and wait for `simulate_result`. */
export interface SocketCalls<M> {
  /** `factory` is for the words. Refuses at once where the socket goes; lets the factory know where nobody waits any more. */
  ask(member: M, factory: string, call: SimulateCall, bounds: CallBounds): Promise<Answered>;
  /** An answer from this socket. One that nobody waits for, or that another socket was asked for, is dropped. */
  answered(member: M, requestId: string, answer: SimulateAnswer): void;
  /** The socket is gone, and with it every answer it owes. */
  gone(member: M): void;
}

/** `send` hands a message to a socket; false where it takes none. */
export function createSocketCalls<M>(
  send: (member: M, message: { type: string; payload: Record<string, unknown> }) => boolean,
): SocketCalls<M> {
  const waiting = new Map<string, { member: M; factory: string; settle(answered: Answered): void }>();

  return {
    ask(member, factory, call, bounds) {
      const requestId = crypto.randomUUID();
      const bounded = boundedSignal(bounds);
      return new Promise((resolve) => {
        const settle = (answered: Answered) => {
          waiting.delete(requestId);
          bounded.end();
          resolve(answered);
        };
        const giveUp = () => {
          send(member, { type: "simulate_cancel", payload: { request_id: requestId } });
          settle(late(factory, bounded.ended()!, bounds.timeoutMs));
        };
        if (bounded.signal.aborted) return settle(late(factory, "abort", bounds.timeoutMs));
        waiting.set(requestId, {
          member,
          factory,
          settle: (answered) => {
            bounded.signal.removeEventListener("abort", giveUp);
            settle(answered);
          },
        });
        bounded.signal.addEventListener("abort", giveUp, { once: true });
        const sent = send(member, {
          type: "simulate_operation",
          payload: { ...call, request_id: requestId },
        });
        if (!sent)
          waiting.get(requestId)?.settle(gone(factory, "its socket takes no more, it does not read"));
      });
    },
    answered(member, requestId, answer) {
      const asked = waiting.get(requestId);
      if (asked?.member === member) asked.settle(ok({ answer }));
    },
    gone(member) {
      for (const asked of [...waiting.values()])
        if (asked.member === member) asked.settle(gone(asked.factory, "its socket closed"));
    },
  };
}
