import type { FileChange, TypeChecker } from "../../../ports/type-checker.ts";
import type { CheckVerdict } from "../../../ports/workspace.ts";
import type { Answer } from "./session.ts";
import type { WorkerThread } from "./worker-thread.ts";

export interface TypeCheckerOptions {
  /** the workspace; nothing above it is looked at but installed packages */
  root: string;
  logger?: { warn(details: object, message: string): void };
  /** how long one check may take before the answer is that nobody knows */
  timeoutMs?: number;
  /** how long the first load of a program may go on, also after a check has given up waiting for it */
  loadMs?: number;
  /** how long a checker without work is kept warm; its memory is given back then */
  idleMs?: number;
}

/**
 * The type checker of a workspace on this machine: the nearest project that includes a file judges it, with the
 * TypeScript installed there, else with the one that came with us. Only errors that a change brings count, in the
 * changed files and in all that depend on them; `before` and `after` replace what is on disk, everything else is taken
 * from it as it is when the check begins, whoever writes meanwhile.
 *
 * Checks wait for each other. Expected failures (no project, a broken one, too slow, a compiler that crashed) are the
 * verdict `ok: null` with the reason in `out`; nothing here rejects. Importing this is cheap: the first check
 * starts a thread, which stays warm for the next.
 */
export function createTypeChecker({
  root,
  logger,
  timeoutMs = 20_000,
  loadMs = 180_000,
  idleMs = 10 * 60_000,
}: TypeCheckerOptions): TypeChecker {
  let thread: WorkerThread | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  let closed = false;

  async function run(changes: readonly FileChange[]): Promise<CheckVerdict> {
    const started = performance.now();
    const verdict = (ok: boolean | null, out: string): CheckVerdict => ({
      ok,
      out,
      ms: Math.round(performance.now() - started),
    });
    if (closed) return verdict(null, "not checked: the checker is closed");
    clearTimeout(idle);
    try {
      const { ok, out } = await attempt(changes).catch((error: unknown) => {
        // a compiler that died while nobody looked is no fault of this change; one that dies again may be
        if (error instanceof TooSlow) throw error;
        return attempt(changes);
      });
      return verdict(ok, out);
    } catch (error) {
      const reason = error instanceof Error ? error.message.replaceAll(root, ".") : String(error);
      logger?.warn({ reason, files: changes.map((change) => change.file) }, "type check gave no verdict");
      return verdict(null, `not checked: ${reason}`);
    } finally {
      idle = setTimeout(() => void rest(), idleMs);
      idle.unref();
    }
  }

  /** What goes wrong ends the thread it went wrong in, so that the next attempt starts anew. */
  async function attempt(changes: readonly FileChange[]): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    try {
      thread ??= (await import("./worker-thread.ts")).startWorkerThread(root);
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new TooSlow(timeoutMs)), timeoutMs);
      });
      return await Promise.race([thread.check(changes), late]);
    } catch (error) {
      // a large program that is still being loaded is let finish, or no check of it would ever come in time
      const loading = thread?.loadingMs() ?? null;
      if (error instanceof TooSlow && loading !== null && loading < loadMs) {
        thread?.giveUp();
        throw error;
      }
      const broken = thread;
      thread = undefined;
      await broken?.kill();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async function rest(): Promise<void> {
    const resting = thread;
    thread = undefined;
    await resting?.close();
  }

  return {
    check(changes) {
      if (!changes.some((change) => /\.(?:[cm]?[jt]s|[jt]sx)$/i.test(change.file))) {
        return Promise.resolve({ ok: null, out: "", ms: 0 });
      }
      const answer = queue.then(() => run(changes));
      queue = answer;
      return answer;
    },
    async close() {
      closed = true;
      clearTimeout(idle);
      await queue;
      clearTimeout(idle);
      await rest();
    },
  };
}

class TooSlow extends Error {
  constructor(timeoutMs: number) {
    super(`it took longer than ${timeoutMs / 1000} s`);
  }
}
