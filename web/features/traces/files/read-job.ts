import { assertNever } from "../../../../shared/result.ts";
import { readText } from "./read-blob.ts";
import type { FromReader, ToReader } from "./read-messages.ts";
import { type FileTrace, readTraces } from "./read-traces.ts";

/** The worker's side of reading one file, without the worker: answers each message by `say`. */
export function createReadJob(say: (message: FromReader) => void): (message: ToReader) => Promise<void> {
  let traces: readonly FileTrace[] = [];

  async function read(file: Blob, now: number): Promise<void> {
    say({ is: "progress", phase: "reading", share: 0 });
    const text = await readText(file, (share) => say({ is: "progress", phase: "reading", share }));
    say({ is: "progress", phase: "understanding", share: null });
    const found = readTraces(text, now, (share) => say({ is: "progress", phase: "arranging", share }));
    if (!found.ok) return say({ is: "refused", error: found.error });
    traces = found.traces;
    say({ is: "read", traces: traces.map(({ trace, skeleton }) => ({ trace, skeleton })) });
  }

  return async (message) => {
    switch (message.is) {
      case "read":
        return read(message.file, message.now);
      case "span": {
        const { ask, traceId, id } = message;
        const from = traces.find(({ trace }) => trace.trace_id === traceId);
        return say({ is: "span", ask, span: from?.spans.get(id) ?? null });
      }
      default:
        return assertNever(message);
    }
  };
}
