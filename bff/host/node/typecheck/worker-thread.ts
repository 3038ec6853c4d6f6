import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { FileChange } from "../../../ports/type-checker.ts";
import type { FromWorker, ToWorker, WorkerStart } from "./messages.ts";
import type { Answer } from "./session.ts";

/** One run of the checking thread. It takes one check at a time and is not used again once one rejected. */
export interface WorkerThread {
  /** Rejects where the thread or its compiler died. */
  check(changes: readonly FileChange[]): Promise<Answer>;
  /** Ends thread and compiler, whatever they are doing. */
  kill(): Promise<void>;
  /** Lets both end by themselves. */
  close(): Promise<void>;
}

export function startWorkerThread(root: string): WorkerThread {
  const start: WorkerStart = { root };
  const worker = new Worker(workerFile(), { workerData: start });
  // an idle checker keeps no command alive; a check that somebody waits for does
  worker.unref();
  const pids = new Set<number>();
  let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
  let id = 0;

  function fail(reason: string): void {
    waiting?.reject(new Error(reason));
    waiting = undefined;
  }
  const exited = new Promise<void>((resolve) => {
    worker.once("exit", () => {
      fail("the checker ended unexpectedly");
      resolve();
    });
  });
  worker.on("error", (error) => fail(error.message));
  worker.on("message", (message: FromWorker) => {
    if (message.kind === "process") pids.add(message.pid);
    else if (message.id !== id) return;
    else if (message.kind === "broke") fail(message.reason);
    else {
      waiting?.resolve(message.answer);
      waiting = undefined;
    }
  });
  const send = (message: ToWorker): void => worker.postMessage(message);

  return {
    check(changes) {
      id += 1;
      worker.ref();
      const answer = new Promise<Answer>((resolve, reject) => {
        waiting = { resolve, reject };
      });
      send({ kind: "check", id, changes });
      return answer.finally(() => worker.unref());
    },
    async kill() {
      await worker.terminate();
      for (const pid of pids) endProcess(pid);
    },
    async close() {
      send({ kind: "close" });
      worker.ref();
      const late = setTimeout(() => void worker.terminate(), 2000);
      await exited;
      clearTimeout(late);
    },
  };
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it went with its input
  }
}

/** The thread's file: the source beside this one, or, built, its bundle beside the command or above its chunks. */
function workerFile(): URL {
  const here = import.meta.url;
  const names = here.endsWith(".ts")
    ? ["./worker.ts"]
    : ["./type-check-worker.js", "../type-check-worker.js"];
  const found = names.map((name) => new URL(name, here)).find((url) => existsSync(url));
  if (found === undefined) throw new Error("the type-check worker is missing from this installation");
  return found;
}
