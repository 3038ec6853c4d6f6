// The thread that puts long traces together, over a connection of its own: a hundred thousand spans take longer than
// the live events of everybody else may wait.
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { drizzle } from "drizzle-orm/sqlite-proxy";
import { systemClock } from "../../../ports/clock.ts";
import { createTraceReader } from "../../../services/traces/reader.ts";
import type { FromWorker, ToWorker, WorkerStart } from "./messages.ts";

const port = parentPort;
if (port === null) throw new Error("the trace reader runs as a worker thread only");

/**
 * Log rows of the traces that are kept between two questions: the longest that is replayed and its replay, of two rows a
 * span, and some more; 90 MB, for as long as the thread lives.
 */
const mostRows = 320_000;

const { path } = workerData as WorkerStart;
const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
const orm = drizzle(async (sql, params, method) => {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  const rows = method === "get" ? statement.get(...params) : statement.all(...params);
  return { rows: rows as unknown as unknown[] };
});
const reader = createTraceReader({ db: { orm }, clock: systemClock }, mostRows);

port.on("message", async ({ id, method, args }: ToWorker) => {
  let answer: FromWorker;
  try {
    const ask = reader[method] as (...given: unknown[]) => Promise<unknown>;
    answer = { id, value: await ask(...args) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  port.postMessage(answer);
});
