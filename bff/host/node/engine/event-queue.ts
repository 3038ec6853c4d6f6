import { randomBytes } from "node:crypto";
import type { PatchEvent } from "../../../../shared/models/patch-event.ts";
import type { PatchReporter } from "../../../ports/workspace.ts";

/** Hands events to a reporter one after the other, in the order they happened. */
export interface EventQueue {
  /** true where somebody listens; nobody builds events for nobody */
  readonly active: boolean;
  push(event: PatchEvent): void;
  /** resolves when everything pushed so far has been taken */
  settled(): Promise<void>;
}

/** A reporter that fails is warned about and never fails the edit, which is done by then. */
export function eventQueue(reporter: PatchReporter | undefined, warn: (message: string) => void): EventQueue {
  let last: Promise<void> = Promise.resolve();
  return {
    active: reporter !== undefined,
    push(event) {
      if (!reporter) return;
      const numbered = { event_id: `e-${randomBytes(12).toString("hex")}`, ...event };
      last = last
        .then(() => reporter(numbered))
        .catch((error: unknown) => {
          warn(
            `event ${event.type} of ${event.patch_id} was not taken: ${error instanceof Error ? error.message : "unknown"}`,
          );
        });
    },
    settled: () => last,
  };
}
