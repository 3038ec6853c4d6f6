import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { FileChange } from "../../../ports/type-checker.ts";
import type { FromWorker, ToWorker, WorkerStart } from "./messages.ts";
import type { Answer } from "./session.ts";

/** One run of the checking thread, with one check waited for at a time. */
export interface WorkerThread {
  /** Milliseconds since it was started, until it first answered; null from then on. */
  loadingMs(): number | null;
  /** Rejects where the thread or its compiler died; such a thread is to be killed. */
  check(changes: readonly FileChange[]): Promise<Answer>;
  /** Nobody waits for the check any more; the thread goes on with it, and keeps no command alive. */
  giveUp(): void;
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
  const started = performance.now();
  let loaded = false;

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
    if (message.kind === "process") {
      pids.add(message.pid);
      return;
    }
    loaded ||= message.kind === "answer";
    // a check that nobody waits for any more may still have broken the compiler
    if (message.kind === "broke") fail(message.reason);
    else if (message.id === id) {
      waiting?.resolve(message.answer);
      waiting = undefined;
    }
  });
  const send = (message: ToWorker): void => worker.postMessage(message);

  async function kill(): Promise<void> {
    await worker.terminate();
    for (const pid of pids) endProcess(pid);
  }

  return {
    loadingMs: () => (loaded ? null : performance.now() - started),
    check(changes) {
      id += 1;
      worker.ref();
      const answer = new Promise<Answer>((resolve, reject) => {
        waiting = { resolve, reject };
      });
      send({ kind: "check", id, changes });
      return answer.finally(() => worker.unref());
    },
    giveUp() {
      waiting = undefined;
      worker.unref();
    },
    kill,
    async close() {
      send({ kind: "close" });
      worker.ref();
      const late = setTimeout(() => void kill(), 2000);
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
