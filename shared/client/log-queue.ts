/**
 * How a batch of lines came through: stored; worth another try, after so many ms; never to be taken, `wrong` where that
 * is for one of its events, which keeps the others out.
 */
export type Delivery =
  | { as: "stored" }
  | { as: "later"; afterMs?: number }
  | { as: "refused"; reason: string; wrong?: boolean };

export interface LogQueue {
  add(line: string): void;
  /** One try with everything that waits; never rejects. What could not be sent stays, and is tried again later. */
  flush(): Promise<{ waiting: number; dropped: number }>;
}

/** Even if each is as long as it may be, they are a body that the server takes. */
const mostAtOnce = 200;
const longestPauseMs = 30_000;

/**
 * Sends lines in their order, some at a time and one request after the other. While nobody takes them they wait, the
 * oldest going first where more than `mostWaiting` do; `lost` hears of each that is lost, and why.
 */
export function createLogQueue(
  deliver: (lines: readonly string[]) => Promise<Delivery>,
  { afterMs = 200, mostWaiting = 10_000, lost = (_reason: string, _events: number): void => {} },
): LogQueue {
  let waiting: string[] = [];
  let dropped = 0;
  let failures = 0;
  let atOnce = mostAtOnce;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> = Promise.resolve();

  function drop(events: number, reason: string): void {
    dropped += events;
    lost(reason, events);
  }
  function makeRoom(): void {
    const over = waiting.length - mostWaiting;
    if (over > 0) drop(waiting.splice(0, over).length, "more waits to be logged than is kept");
  }
  function wake(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
    // a program that is done is not to be kept alive by a server that is away
    if (failures > 0) (timer as { unref?: () => void }).unref?.();
  }
  async function sendAll(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, atOnce);
      const result = await deliver(batch).catch((): Delivery => ({ as: "later" }));
      if (result.as === "later") {
        failures += 1;
        waiting = [...batch, ...waiting];
        makeRoom();
        return wake(result.afterMs ?? Math.min(longestPauseMs, 500 * 2 ** failures));
      }
      failures = 0;
      const split = result.as === "refused" && result.wrong === true && batch.length > 1;
      atOnce = split ? Math.ceil(batch.length / 2) : Math.min(mostAtOnce, atOnce * 2);
      if (split) waiting = [...batch, ...waiting];
      else if (result.as === "refused") drop(batch.length, result.reason);
    }
  }
  function flush(): Promise<{ waiting: number; dropped: number }> {
    sending = sending.then(sendAll);
    return sending.then(() => ({ waiting: waiting.length, dropped }));
  }
  return {
    add(line) {
      waiting.push(line);
      makeRoom();
      if (timer === undefined) wake(afterMs);
    },
    flush,
  };
}
