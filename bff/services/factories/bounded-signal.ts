/** How long a call may take, and what ends it before. */
export interface CallBounds {
  timeoutMs: number;
  signal: AbortSignal;
}

/** One signal for both. `end` has to be called when the call is over, however it ended. */
export interface BoundedSignal {
  signal: AbortSignal;
  /** what ended the call; null: nothing did */
  ended(): "timeout" | "abort" | null;
  end(): void;
}

/** Holds its own timer: those of `AbortSignal.timeout` live on until they fire, thousands of them in a long replay. */
export function boundedSignal({ timeoutMs, signal }: CallBounds): BoundedSignal {
  const own = new AbortController();
  let ended: "timeout" | "abort" | null = null;
  const stop = (why: "timeout" | "abort") => () => {
    ended ??= why;
    own.abort();
  };
  const onAbort = stop("abort");
  const timer = setTimeout(stop("timeout"), timeoutMs);
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  return {
    signal: own.signal,
    ended: () => ended,
    end() {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    },
  };
}
