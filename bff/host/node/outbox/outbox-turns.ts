import type { PatchEvent } from "../../../../shared/models/patch-event.ts";
import type { Result } from "../../../../shared/result.ts";
import type { Logger } from "../../../ports/logger.ts";
import { addToOutbox, waitingInOutbox } from "./outbox.ts";
import { takeOutbox } from "./take-outbox.ts";

/** The server's own side of the outbox: what it could not record goes there, and it looks there again by itself. */
export interface OutboxTurns {
  /** Keeps an event that the database did not take. Throws where the workspace's disk does not take it either. */
  putBy(event: PatchEvent): void;
  /** Takes in what waits, now, and from then on whenever something was put by. */
  begin(receive: (event: PatchEvent) => Promise<Result<object>>): void;
  /** Resolves once no turn is under way; none begins after it. */
  close(): Promise<void>;
}

/** @param retryMs how soon it looks again after something was put by; doubled after each turn that left something */
export function outboxTurns(root: string, log: Logger, retryMs = 5_000): OutboxTurns {
  const longest = Math.max(retryMs, 5 * 60_000);
  let receive: ((event: PatchEvent) => Promise<Result<object>>) | null = null;
  let turn: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  function later(ms: number): void {
    if (closed || timer !== null || receive === null) return;
    timer = setTimeout(() => {
      timer = null;
      take(ms);
    }, ms);
    timer.unref();
  }

  function take(waited: number): void {
    if (receive === null) return;
    const from = receive;
    turn = turn
      .then(() => takeOutbox(root, from, log))
      .then(() => {
        if (waitingInOutbox(root).length > 0) later(Math.min(waited * 2, longest));
      });
  }

  return {
    putBy(event) {
      addToOutbox(root, event);
      later(retryMs);
    },
    begin(taker) {
      receive = taker;
      take(retryMs);
    },
    async close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await turn;
    },
  };
}
