import type { NewRow } from "./new-row.ts";

/** What one call handed in, and how it is told what became of it. */
export interface Waiting {
  rows: NewRow[];
  resolve(stored: number): void;
  reject(error: unknown): void;
}

/** What was handed in and waits for its transaction, in order. */
export interface WaitingRows {
  /** Resolves with how many of the rows are stored, once they are durable. */
  put(rows: NewRow[]): Promise<number>;
  /** Calls of about so many rows, those of one call together; one at least. */
  take(most: number): Waiting[];
  isEmpty(): boolean;
  /** at least so many rows wait */
  hold(least: number): boolean;
}

export function createWaitingRows(): WaitingRows {
  let waiting: Waiting[] = [];
  /** How many calls, from the first on, are of `most` rows at most. */
  const callsWithin = (most: number): number => {
    let rows = 0;
    const over = waiting.findIndex((one) => {
      rows += one.rows.length;
      return rows > most;
    });
    return over === -1 ? waiting.length : over;
  };
  return {
    put: (rows) => new Promise((resolve, reject) => waiting.push({ rows, resolve, reject })),
    take(most) {
      const count = Math.max(1, callsWithin(most));
      const taken = waiting.slice(0, count);
      waiting = waiting.slice(count);
      return taken;
    },
    isEmpty: () => waiting.length === 0,
    hold: (least) => callsWithin(least - 1) < waiting.length,
  };
}
