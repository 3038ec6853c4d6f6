import type { GhostColumns } from "../../../../shared/trace/ghosts.ts";
import { RefusedError } from "../../../api/answer.ts";
import { sessionStore } from "../../../api/session-store.ts";
import type { FromGhosts, GhostsAsk, ToGhosts } from "./ghost-messages.ts";

/** The worker is kept so long after its last answer, milliseconds: while a replay runs it is asked again soon. */
const KEPT_MS = 30_000;

interface Waiting {
  resolve(columns: GhostColumns): void;
  reject(error: Error): void;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | null = null;
let idle: ReturnType<typeof setTimeout> | undefined;
let lastAsk = 0;

/** `readGhosts` beside the page. Rejects as that does, and where `signal` aborts. */
export function ghostsBeside(asked: GhostsAsk, signal: AbortSignal): Promise<GhostColumns> {
  clearTimeout(idle);
  worker ??= started();
  const to = worker;
  const say = (message: ToGhosts) => to.postMessage(message);
  lastAsk += 1;
  const ask = lastAsk;
  const cancel = () => {
    if (!settle(ask)) return;
    say({ is: "cancel", ask });
    read.reject(signal.reason);
  };
  const read = Promise.withResolvers<GhostColumns>();
  waiting.set(ask, read);
  signal.addEventListener("abort", cancel, { once: true });
  say({ is: "read", ask, ...asked });
  return read.promise.finally(() => signal.removeEventListener("abort", cancel));
}

/** What waits for an answer, which it then does not any more. */
function settle(ask: number): Waiting | undefined {
  const one = waiting.get(ask);
  waiting.delete(ask);
  if (waiting.size === 0) {
    clearTimeout(idle);
    idle = setTimeout(end, KEPT_MS);
  }
  return one;
}

function end(): void {
  worker?.terminate();
  worker = null;
}

function started(): Worker {
  const made = new Worker(new URL("./ghost-worker.ts", import.meta.url), { type: "module" });
  made.onmessage = ({ data }: MessageEvent<FromGhosts>) => {
    const one = settle(data.ask);
    if (data.is === "read") return one?.resolve(data.columns);
    const { refused } = data;
    // the worker has a session store of its own, which nobody looks at
    if (refused?.code === "UNAUTHENTICATED" || refused?.code === "TOKEN_REVOKED")
      sessionStore.setState({ signedOut: refused.code });
    one?.reject(refused ? new RefusedError(refused) : new Error("the replay could not be read"));
  };
  // its code did not come, or it ran out of memory; the next question starts another
  made.onerror = () => {
    end();
    for (const ask of [...waiting.keys()]) settle(ask)?.reject(new Error("the replay could not be read"));
  };
  return made;
}
