import { startWriteThread, type WriteThread } from "./thread.ts";

export interface WhileBusyOptions {
  /** transactions of one second, those not done at once, from which on a thread is worth its memory */
  busyFrom?: number;
  /** how long it is kept after the last one, milliseconds */
  keepMs?: number;
  start?: (path: string) => WriteThread;
  /** statements of a transaction that is too short for the thread */
  shortStatements?: number;
}

/** The thread of a busy time. */
export interface WhileBusy {
  /** Counts a transaction; the thread that is to do it, or null: there is none now. */
  thread(): WriteThread | null;
  close(): Promise<void>;
}

/** Starts a thread when many transactions come, and ends it when none has come for a while. */
export function createWhileBusy(
  path: string,
  { busyFrom = 20, keepMs = 60_000, start = startWriteThread }: WhileBusyOptions = {},
): WhileBusy {
  let thread: WriteThread | null = null;
  let second = 0;
  let count = 0;
  let lastAt = 0;
  let idle: NodeJS.Timeout | undefined;

  function look(): void {
    const left = lastAt + keepMs - performance.now();
    if (left > 0) idle = setTimeout(look, left).unref();
    else {
      void thread?.end();
      thread = null;
    }
  }

  return {
    thread() {
      lastAt = performance.now();
      const now = Math.floor(lastAt / 1000);
      if (now !== second) [second, count] = [now, 0];
      count += 1;
      if (thread?.ended()) thread = null;
      if (thread === null && count === busyFrom) {
        thread = start(path);
        clearTimeout(idle);
        idle = setTimeout(look, keepMs).unref();
      }
      return thread?.ready() ? thread : null;
    },
    async close() {
      clearTimeout(idle);
      await thread?.end();
      thread = null;
    },
  };
}
