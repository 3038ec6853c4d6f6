import { once } from "node:events";
import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { assertNever } from "../../../../shared/result.ts";
import type { Statement } from "../../../ports/database.ts";
import type { FromWriter, ToWriter, WriterStart } from "./messages.ts";

/** One run of the writing thread. */
export interface WriteThread {
  /** It has opened the database and lives. */
  ready(): boolean;
  ended(): boolean;
  /** One at a time. Rejects where the database failed, or where the thread died: then nobody knows what was written. */
  transaction(statements: readonly Statement[]): Promise<void>;
  /** Resolves when its connection is closed. */
  end(): Promise<void>;
}

export function startWriteThread(path: string): WriteThread {
  const start: WriterStart = { path };
  const worker = new Worker(workerFile(), { workerData: start });
  // nothing under way keeps no process alive
  worker.unref();
  let state: "starting" | "ready" | "ended" = "starting";
  let waiting: { resolve(): void; reject(error: Error): void } | null = null;
  const settle = (error: string | null): void => {
    const one = waiting;
    waiting = null;
    worker.unref();
    if (error === null) one?.resolve();
    else one?.reject(new Error(error));
  };
  const ended = once(worker, "exit").then(
    () => fail("the writing thread ended"),
    (error: Error) => fail(`the writing thread failed: ${error.message}`),
  );
  function fail(reason: string): void {
    state = "ended";
    settle(reason);
  }
  worker.on("message", (message: FromWriter) => {
    switch (message.kind) {
      case "ready":
        state = "ready";
        break;
      case "committed":
        settle(null);
        break;
      case "failed":
        settle(message.error);
        break;
      default:
        assertNever(message);
    }
  });
  const tell = (message: ToWriter): void => worker.postMessage(message);
  return {
    ready: () => state === "ready",
    ended: () => state === "ended",
    transaction: (statements) =>
      new Promise((resolve, reject) => {
        if (state !== "ready" || waiting !== null)
          throw new Error(`the writing thread is ${waiting === null ? state : "at work"}`);
        tell(statements);
        waiting = { resolve, reject };
        worker.ref();
      }),
    async end() {
      worker.ref();
      tell(null);
      await ended;
    },
  };
}

/** The thread's file: the source beside this one, or, built, its bundle beside the command. */
function workerFile(): URL {
  const here = import.meta.url;
  const file = new URL(here.endsWith(".ts") ? "./worker.ts" : "./write-worker.js", here);
  if (!existsSync(file)) throw new Error("the writing thread is missing from this installation");
  return file;
}
