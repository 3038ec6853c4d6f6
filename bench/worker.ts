import { fork } from "node:child_process";
import { once } from "node:events";

/**
 * A process of its own that does one part of a measurement: the client side and the server side must not share a
 * core's event loop. It answers each question with one message; see `serveQuestions`.
 */
export interface Worker {
  ask<T>(question: string, input?: unknown): Promise<T>;
  readonly pid: number;
  stop(): Promise<void>;
}

interface Question {
  id: number;
  question: string;
  input: unknown;
}
interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}

/** Starts `file` (absolute) under this same Node. */
export function startWorker(file: string, args: string[] = []): Worker {
  const child = fork(file, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const open = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let asked = 0;
  child.on("message", ({ id, value, error }: Answer) => {
    const waiting = open.get(id);
    open.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(`${file}: ${error}`));
  });
  child.on("exit", (code, signal) => {
    for (const { reject } of open.values())
      reject(new Error(`${file} ended (${signal ?? code}) before it answered`));
  });
  return {
    ask<T>(question: string, input?: unknown) {
      asked += 1;
      const id = asked;
      return new Promise<T>((resolve, reject) => {
        open.set(id, { resolve: resolve as (value: unknown) => void, reject });
        child.send({ id, question, input } satisfies Question);
      });
    },
    pid: child.pid!,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      open.clear();
      child.kill();
      await once(child, "exit");
    },
  };
}

/** The other end: answers each question with what its handler returns. */
export function serveQuestions(handlers: Record<string, (input: never) => unknown>): void {
  process.on("message", async ({ id, question, input }: Question) => {
    try {
      const handler = handlers[question];
      if (!handler) throw new Error(`nobody answers "${question}"`);
      process.send!({ id, value: await handler(input as never) } satisfies Answer);
    } catch (error) {
      process.send!({ id, error: error instanceof Error ? error.message : String(error) } satisfies Answer);
    }
  });
}

/** Milliseconds of the machine's monotonic clock, the same in every process. */
export const machineMs = (): number => Number(process.hrtime.bigint()) / 1e6;
