import type { Span } from "../../../../shared/models/span.ts";
import type { ComparisonColumns } from "../../../../shared/models/trace-comparison.ts";
import { assertNever } from "../../../../shared/result.ts";
import type { CompareAsk, FromReader, ReadPhase, ReadTrace, ToReader } from "./read-messages.ts";

/** How far the reading of a file is. */
export interface ReadProgress {
  phase: ReadPhase;
  /** 0 to 1; null: nobody can tell */
  share: number | null;
}

/** What became of a file. `gone`: the reading was ended before. */
export type ReadOutcome =
  | { is: "read"; traces: ReadTrace[] }
  | { is: "refused"; error: string }
  | { is: "gone" };

/** A file that is read by a worker of its own, which keeps the spans for as long as it lives. */
export interface OpenFile {
  outcome: Promise<ReadOutcome>;
  /** null: there is none, or the worker is gone */
  span(traceId: string, id: number): Promise<Span | null>;
  /** of the details of each of its rows (`comparedPrint`); null as above */
  prints(traceId: string): Promise<Float64Array | null>;
  /** Holds a trace of it against another one, beside the page; null as above. */
  compare(ask: CompareAsk): Promise<ComparisonColumns | null>;
  /** ends the reading, and forgets the spans */
  close(): void;
}

/** What the worker says to a question. */
type Answer = Extract<FromReader, { ask: number }>;

export function openFile(file: Blob, now: number, onProgress: (progress: ReadProgress) => void): OpenFile {
  const worker = new Worker(new URL("./read-worker.ts", import.meta.url), { type: "module" });
  const say = (message: ToReader) => worker.postMessage(message);
  /** who waits for an answer; null: there is none */
  const asked = new Map<number, (answer: Answer | null) => void>();
  let lastAsk = 0;
  let closed = false;
  const done = Promise.withResolvers<ReadOutcome>();

  function close(): void {
    closed = true;
    worker.terminate();
    done.resolve({ is: "gone" });
    for (const answer of asked.values()) answer(null);
    asked.clear();
  }

  worker.onmessage = ({ data }: MessageEvent<FromReader>) => {
    switch (data.is) {
      case "progress":
        return onProgress(data);
      case "read":
        return done.resolve(data);
      case "refused":
        return done.resolve(data);
      case "span":
      case "prints":
      case "compared":
        asked.get(data.ask)?.(data);
        asked.delete(data.ask);
        return;
      default:
        return assertNever(data);
    }
  };
  // the worker's code did not come, or it ran out of memory
  worker.onerror = () => {
    done.resolve({
      is: "refused",
      error: "the browser could not read it; it may be too large for this machine",
    });
    close();
  };
  say({ is: "read", file, now });

  function answerTo(question: (ask: number) => ToReader): Promise<Answer | null> {
    if (closed) return Promise.resolve(null);
    lastAsk += 1;
    const answer = Promise.withResolvers<Answer | null>();
    asked.set(lastAsk, answer.resolve);
    say(question(lastAsk));
    return answer.promise;
  }

  return {
    outcome: done.promise,
    async span(traceId, id) {
      const answer = await answerTo((ask) => ({ is: "span", ask, traceId, id }));
      return answer?.is === "span" ? answer.span : null;
    },
    async prints(traceId) {
      const answer = await answerTo((ask) => ({ is: "prints", ask, traceId }));
      return answer?.is === "prints" ? answer.prints : null;
    },
    async compare(of) {
      const answer = await answerTo((ask) => ({ is: "compare", ask, ...of }));
      return answer?.is === "compared" ? answer.comparison : null;
    },
    close,
  };
}
