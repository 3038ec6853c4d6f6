import { Transform } from "node:stream";
import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  type JSONRPCMessage,
  type RequestId,
  type Transport,
} from "@modelcontextprotocol/server";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";

/**
 * Standard input and output of the protocol, which answers first: the protocol's own transport drops what is under way
 * when its input ends, though the edit is made, and a script that pipes its calls in never hears of it.
 * `over` resolves when input has ended and every request was answered or cancelled, or when nobody reads any more.
 */
export function answeringStdio(): { transport: Transport; over: Promise<void> } {
  const waiting = new Set<RequestId>();
  let settled = () => {};
  const settle = (id: unknown) => {
    waiting.delete(id as RequestId);
    if (waiting.size === 0) settled();
  };
  // the end of standard input is held back here until all that was asked has its answer
  const input = new Transform({
    transform: (chunk, _, next) => next(null, chunk),
    flush(end) {
      // what came with the last piece is read first
      setImmediate(() => {
        if (waiting.size === 0) end();
        else settled = end;
      });
    },
  });
  process.stdin.pipe(input);
  // a stream that breaks off is closed without an end
  process.stdin.once("close", () => input.end());

  const inner = new StdioServerTransport(input);
  let goOn = () => {};
  const over = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const transport: Transport = {
    start() {
      inner.onmessage = (message) => {
        if (isJSONRPCRequest(message)) waiting.add(message.id);
        transport.onmessage?.(message);
        const cancelled = cancelledBy(message);
        if (cancelled !== undefined) settle(cancelled);
      };
      inner.onerror = (error) => transport.onerror?.(error);
      inner.onclose = () => {
        transport.onclose?.();
        goOn();
      };
      return inner.start();
    },
    async send(message) {
      await inner.send(message);
      if (isJSONRPCResponse(message)) settle(message.id);
    },
    close: () => inner.close(),
  };
  return { transport, over };
}

function cancelledBy(message: JSONRPCMessage): unknown {
  if (!isJSONRPCNotification(message) || message.method !== "notifications/cancelled") return undefined;
  return message.params?.requestId;
}
