import type { PatchEvent } from "../../../../shared/models/patch-event.ts";
import type { PatchReporter } from "../../../ports/workspace.ts";
import { randomHex } from "./random-hex.ts";

/** Hands events to a reporter one after the other, in the order they happened. */
export interface EventQueue {
  /** true where somebody listens; nobody builds events for nobody */
  readonly active: boolean;
  push(event: PatchEvent): void;
  /** resolves when everything pushed so far has been taken, or was refused */
  settled(): Promise<void>;
  /** `told` is called once everything pushed by the next `settled` has been taken; never where something was refused */
  whenTold(told: () => void): void;
}

/** A reporter that fails is warned about and never fails the edit, which is done by then. */
export function eventQueue(reporter: PatchReporter | undefined, warn: (message: string) => void): EventQueue {
  let last: Promise<void> = Promise.resolve();
  let refused = false;
  const waiting: (() => void)[] = [];
  return {
    active: reporter !== undefined,
    push(event) {
      if (!reporter) return;
      const numbered = { event_id: `e-${randomHex()}${randomHex()}`, ...event };
      last = last
        .then(() => reporter(numbered))
        .catch((error: unknown) => {
          refused = true;
          warn(
            `event ${event.type} of ${event.patch_id} was not taken: ${error instanceof Error ? error.message : "unknown"}`,
          );
        });
    },
    async settled() {
      const asked = waiting.splice(0);
      await last;
      if (!refused) for (const told of asked) told();
    },
    whenTold(told) {
      waiting.push(told);
    },
  };
}
