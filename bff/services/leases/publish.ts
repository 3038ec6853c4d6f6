import type { LeaseChange } from "../../../shared/models/lease.ts";
import { newestLeaseChange } from "../../db/queries/leases.ts";
import type { Ports } from "../../ports/ports.ts";
import { traceIdIn } from "../journal/custody.ts";

/** Where a server was killed between publishing a change and noting it, the change is among its last events. */
const lastEvents = 2000;

/**
 * Publishes every lease that comes or goes, whichever process did it, once; what happened while no server ran gets
 * its custody row at the next start. Answers what ends it.
 */
export async function publishLeases({
  db,
  events,
  journal,
  workspace,
}: Pick<Ports, "db" | "events" | "journal" | "workspace">): Promise<{ close(): Promise<void> }> {
  const published = await newestLeaseChange(db, (await events.head()) - lastEvents);
  return workspace.leases.follow(published, async (change) => {
    await journal.workspace({
      type: change.type,
      payload: { ...change, message: messageOf(change) },
      actor: change.by ?? (change.type === "lease_taken" ? change.requester : "mission-control"),
      traceId: traceIdIn(change.trace_id),
    });
  });
}

/** What the custody row says. */
export function messageOf({ type, file, task_id, until, renewed, end, reason }: LeaseChange): string {
  if (type === "lease_taken")
    return `${file} ${renewed ? "still " : ""}held by task ${task_id} until ${until}`;
  const why = reason === undefined ? "" : `: ${reason}`;
  switch (end) {
    case "forced":
      return `${file} taken from task ${task_id}${why}`;
    case "expired":
      return `${file}: the lease of task ${task_id} ran out`;
    case "gone":
      return `${file}: the lease of task ${task_id} was taken out of its folder by hand`;
    case "released":
    case undefined:
      return `${file} given back by task ${task_id}${why}`;
  }
}
