/** So long a wait, milliseconds, leaves the place to others. */
export const longWaitMs = 1000;

/** Who may be at work at once. Each is named by an id of its own. */
export interface Places {
  /** Resolves when it has a place, first come, first served, or as soon as the signal is aborted. */
  enter(id: string, signal: AbortSignal): Promise<void>;
  /**
   * Leaves its place while it does nothing but wait, and takes it again. It is not made to wait for that: its moment has
   * come, so that for a while more may be at work than `most`.
   */
  atWork(id: string, on: boolean): void;
  leave(id: string): void;
  isWaiting(id: string): boolean;
  /** ids of those at work, those that began first before the others */
  working(): string[];
}

export function createPlaces(most: number): Places {
  const working = new Set<string>();
  /** in the order in which they came */
  const waiting = new Map<string, () => void>();

  function admit(): void {
    for (const [id, enter] of waiting) {
      if (working.size >= most) return;
      waiting.delete(id);
      working.add(id);
      enter();
    }
  }

  function free(id: string): void {
    working.delete(id);
    admit();
  }

  return {
    enter(id, signal) {
      if (signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        signal.addEventListener("abort", () => {
          if (waiting.delete(id)) resolve();
        });
        admit();
      });
    },
    atWork(id, on) {
      if (on) working.add(id);
      else free(id);
    },
    leave: free,
    isWaiting: (id) => waiting.has(id),
    working: () => [...working],
  };
}
