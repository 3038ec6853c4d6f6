/**
 * Collects what arrives and hands it over once per animation frame, so that a thousand events a second cost the
 * screen at most sixty updates. A hidden tab has no frames: a timer then delivers, at the latest after half a second.
 */
export interface FrameBatch<T> {
  push(item: T): void;
  /** hands over what waits, now */
  flush(): void;
  /** drops what waits and stops */
  stop(): void;
  readonly waiting: number;
}

const HIDDEN_DELAY_MS = 500;

export function createFrameBatch<T>(deliver: (items: T[]) => void): FrameBatch<T> {
  let items: T[] = [];
  let frame: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function unschedule(): void {
    if (frame !== null) cancelAnimationFrame(frame);
    if (timer !== null) clearTimeout(timer);
    frame = null;
    timer = null;
  }

  function flush(): void {
    unschedule();
    if (items.length === 0) return;
    const batch = items;
    items = [];
    deliver(batch);
  }

  return {
    push(item) {
      items.push(item);
      if (timer !== null) return;
      // Node, where the unit tests run, has no frames either.
      const hasFrames = typeof requestAnimationFrame === "function";
      if (hasFrames) frame = requestAnimationFrame(flush);
      timer = setTimeout(flush, hasFrames ? HIDDEN_DELAY_MS : 16);
    },
    flush,
    stop() {
      unschedule();
      items = [];
    },
    get waiting() {
      return items.length;
    },
  };
}
