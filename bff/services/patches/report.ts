import type { Sender } from "../../ports/journal.ts";
import type { Ports } from "../../ports/ports.ts";
import type { PatchReporter } from "../../ports/workspace.ts";

/**
 * Carries what the engine reports into the journal, under the name and trace of `from` where the batch names none.
 * A report that fails is logged; the edit stands on disk and must not look refused because of it.
 */
export function reporterTo({ journal, log }: Pick<Ports, "journal" | "log">, from: Sender): PatchReporter {
  return async (event) => {
    try {
      await journal.patch(event, from);
    } catch (error) {
      log.error(
        { error: String(error), patch_id: event.patch_id, trace_id: from.traceId },
        "event not recorded",
      );
    }
  };
}
