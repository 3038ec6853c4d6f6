import { detailBytes } from "../../../db/queries/trace-rows.ts";
import { summaryOf } from "../../../db/queries/trace-summary.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { Database } from "../../../ports/database.ts";
import type { TraceReader, TracesCompared } from "../../../ports/trace-reader.ts";
import { createTraceReader } from "../../../services/traces/reader.ts";
import type { ReaderMethod } from "./messages.ts";
import { startThread, type Thread } from "./thread.ts";

export interface NodeTraceReaderOptions {
  db: Database;
  clock: Clock;
  /** the database's file, which the thread opens as well */
  path: string;
  /** log rows from which on a trace is put together in the thread */
  longFrom?: number;
  /** bytes of details from which on a trace is compared in the thread */
  heavyFrom?: number;
  /** how long the thread is kept after the last question, milliseconds */
  keepMs?: number;
  start?: (path: string) => Thread;
}

/** Reads short traces here and long ones in a thread, which is started when it is needed and ended when it is not. */
export function createNodeTraceReader(options: NodeTraceReaderOptions): TraceReader {
  const {
    db,
    clock,
    path,
    longFrom = 3_000,
    heavyFrom = 1_000_000,
    keepMs = 60_000,
    start = startThread,
  } = options;
  const here = createTraceReader({ db, clock });
  let there: Thread | null = null;
  let idle: NodeJS.Timeout | undefined;

  async function elsewhere(method: ReaderMethod, args: unknown[]): Promise<unknown> {
    clearTimeout(idle);
    if (there === null || there.ended()) there = start(path);
    const thread = there;
    try {
      return await thread.ask(method, args);
    } finally {
      clearTimeout(idle);
      idle = setTimeout(() => {
        if (there !== thread || thread.busy()) return;
        there = null;
        void thread.end();
      }, keepMs).unref();
    }
  }

  async function read<M extends Exclude<ReaderMethod, "compare" | "prints">>(
    method: M,
    ...args: Parameters<TraceReader[M]>
  ): Promise<Awaited<ReturnType<TraceReader[M]>>> {
    const long = ((await summaryOf(db, args[0]))?.rows ?? 0) >= longFrom;
    const ask = here[method] as (...given: unknown[]) => Promise<unknown>;
    const answer = long ? elsewhere(method, args) : ask(...args);
    return (await answer) as Awaited<ReturnType<TraceReader[M]>>;
  }

  /** All details of both are read for it. */
  async function isLongToCompare(traceId: string): Promise<boolean> {
    const rows = (await summaryOf(db, traceId))?.rows ?? 0;
    return rows >= longFrom || (await detailBytes(db, traceId)) >= heavyFrom;
  }

  return {
    async compare(a, b, details) {
      const long = (await isLongToCompare(a)) || (await isLongToCompare(b));
      return long
        ? ((await elsewhere("compare", [a, b, details])) as TracesCompared)
        : here.compare(a, b, details);
    },
    async prints(traceId) {
      const long = await isLongToCompare(traceId);
      if (!long) return here.prints(traceId);
      return (await elsewhere("prints", [traceId])) as Awaited<ReturnType<TraceReader["prints"]>>;
    },
    skeleton: (traceId) => read("skeleton", traceId),
    window: (traceId, window) => read("window", traceId, window),
    span: (traceId, id) => read("span", traceId, id),
    find: (traceId, spanId) => read("find", traceId, spanId),
    piece: (traceId, from, most) => read("piece", traceId, from, most),
    async close() {
      clearTimeout(idle);
      await here.close();
      await there?.end();
      there = null;
    },
  };
}
