import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { FromWorker, ReaderMethod, ToWorker, WorkerStart } from "./messages.ts";

/**
 * Most memory of the thread, megabytes. The less it is, the less garbage the runtime lets pile up: at this much to half of
 * what is in use once more, at twice as much to as much again. A trace of a million spans is read with seven tenths of it.
 */
const mostMemoryMb = 1000;
/** Of that for what was just made; left to itself the runtime takes a hundred, and never gives it back. */
const youngMb = 16;

/** One run of the reading thread. */
export interface Thread {
  /** Rejects where the thread died, or the question made it fail. */
  ask(method: ReaderMethod, args: unknown[]): Promise<unknown>;
  busy(): boolean;
  ended(): boolean;
  end(): Promise<unknown>;
}

export function startThread(path: string): Thread {
  const start: WorkerStart = { path };
  const worker = new Worker(workerFile(), {
    workerData: start,
    resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb, maxYoungGenerationSizeMb: youngMb },
  });
  // a thread that nobody asks keeps no process alive
  worker.unref();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  let ended = false;
  const fail = (reason: string): void => {
    ended = true;
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  };
  worker.on("error", (error) => fail(`the trace reader failed: ${error.message}`));
  worker.on("exit", () => fail("the trace reader ended"));
  worker.on("message", (message: FromWorker) => {
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if (waiting.size === 0) worker.unref();
    if ("error" in message) one?.reject(new Error(message.error));
    else one?.resolve(message.value);
  });
  return {
    async ask(method, args) {
      if (ended) throw new Error("the trace reader ended");
      lastId += 1;
      const question: ToWorker = { id: lastId, method, args };
      worker.ref();
      return new Promise((resolve, reject) => {
        waiting.set(question.id, { resolve, reject });
        worker.postMessage(question);
      });
    },
    busy: () => waiting.size > 0,
    ended: () => ended,
    end: () => worker.terminate(),
  };
}

/** The thread's file: the source beside this one, or, built, its bundle beside the command. */
function workerFile(): URL {
  const here = import.meta.url;
  const file = new URL(here.endsWith(".ts") ? "./worker.ts" : "./trace-reader-worker.js", here);
  if (!existsSync(file)) throw new Error("the trace reader's thread is missing from this installation");
  return file;
}
