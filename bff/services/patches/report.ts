import type { Sender } from "../../ports/journal.ts";
import type { Ports } from "../../ports/ports.ts";
import type { PatchReporter } from "../../ports/workspace.ts";

/**
 * Carries what the engine reports into the journal, under the name and trace of `from` where the batch names none.
 * What cannot be recorded is put by and comes again; the edit stands on disk and must not look refused because of it.
 * Throws where it cannot be put by either: then the engine keeps it in mind.
 */
export function reporterTo(
  { journal, log, putBy }: Pick<Ports, "journal" | "log" | "putBy">,
  from: Sender,
): PatchReporter {
  return async (event) => {
    try {
      await journal.patch(event, from);
    } catch (error) {
      log.error(
        { error: String(error), patch_id: event.patch_id, trace_id: from.traceId },
        "event not recorded: it is put by",
      );
      const flow = from.traceId === null ? {} : { trace_id: from.traceId };
      putBy({ ...event, meta: { requester: from.name, ...flow, ...event.meta } });
    }
  };
}
