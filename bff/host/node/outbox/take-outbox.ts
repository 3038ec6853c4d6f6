import { errorStatus } from "../../../../shared/errors.ts";
import type { PatchEvent } from "../../../../shared/models/patch-event.ts";
import type { Result } from "../../../../shared/result.ts";
import type { Logger } from "../../../ports/logger.ts";
import { drainOutbox } from "./outbox.ts";

/** How long a start spends on what waits, in milliseconds; the next patchctl call sends the rest. */
const limitMs = 60_000;

/**
 * Takes in what patchctl put by while no server ran, so that the first look at the dashboard shows those edits too.
 * Never throws: the server is of use without it.
 */
export async function takeOutbox(
  root: string,
  receive: (event: PatchEvent) => Promise<Result<object>>,
  log: Logger,
): Promise<void> {
  try {
    const { sent, refused, waiting, reason } = await drainOutbox(
      root,
      async (event) => {
        const answer = await receive(event);
        if (answer.ok) return { kind: "delivered" };
        return { kind: "refused", status: errorStatus[answer.code], reason: answer.error };
      },
      Date.now() + limitMs,
    );
    if (sent + refused + waiting > 0) log.info({ sent, refused, waiting, reason }, "outbox taken in");
  } catch (error) {
    log.warn({ error: String(error) }, "outbox not taken in");
  }
}
