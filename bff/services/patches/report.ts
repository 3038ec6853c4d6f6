import type { Caller } from "../../ports/caller.ts";
import { senderOf } from "../../ports/caller.ts";
import type { Ports } from "../../ports/ports.ts";
import type { PatchReporter } from "../../ports/workspace.ts";

/**
 * Carries what the engine reports into the journal, under the name and trace of the caller where the batch names
 * none. A report that fails is logged; the edit stands on disk and must not look refused because of it.
 */
export function reporterTo({ journal, log }: Pick<Ports, "journal" | "log">, caller: Caller): PatchReporter {
  return async (event) => {
    try {
      await journal.patch(event, senderOf(caller));
    } catch (error) {
      log.error(
        { error: String(error), patch_id: event.patch_id, trace_id: caller.traceId },
        "event not recorded",
      );
    }
  };
}
