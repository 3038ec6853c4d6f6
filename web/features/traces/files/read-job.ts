import type { ComparisonColumns } from "../../../../shared/models/trace-comparison.ts";
import { assertNever } from "../../../../shared/result.ts";
import { compareSkeletons } from "../../../../shared/trace/compare-skeletons.ts";
import { comparedPrint } from "../../../../shared/trace/compared-print.ts";
import { readText } from "./read-blob.ts";
import type { CompareAsk, FromReader, ToReader } from "./read-messages.ts";
import { type FileTrace, readTraces } from "./read-traces.ts";

/** The worker's side of reading one file, without the worker: answers each message by `say`. */
export function createReadJob(say: (message: FromReader) => void): (message: ToReader) => Promise<void> {
  let traces: readonly FileTrace[] = [];
  const traceOf = (traceId: string) => traces.find(({ trace }) => trace.trace_id === traceId);
  /** of traces that were compared: they may be again */
  const printed = new WeakMap<FileTrace, Float64Array>();

  function printsOf(trace: FileTrace): Float64Array {
    let prints = printed.get(trace);
    if (prints === undefined) {
      prints = Float64Array.from(trace.spans.values(), ({ details }) => comparedPrint(details));
      printed.set(trace, prints);
    }
    return prints;
  }

  function compared({ traceId, otherIs, other }: CompareAsk): ComparisonColumns | null {
    const trace = traceOf(traceId);
    if (trace === undefined) return null;
    const own = { skeleton: trace.skeleton, prints: printsOf(trace) };
    return otherIs === "a" ? compareSkeletons(other, own) : compareSkeletons(own, other);
  }

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
        return say({ is: "span", ask, span: traceOf(traceId)?.spans.get(id) ?? null });
      }
      case "prints": {
        const trace = traceOf(message.traceId);
        return say({ is: "prints", ask: message.ask, prints: trace ? printsOf(trace) : null });
      }
      case "compare":
        return say({ is: "compared", ask: message.ask, comparison: compared(message) });
      default:
        return assertNever(message);
    }
  };
}
