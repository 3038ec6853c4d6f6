import { and, desc, gt, inArray } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { eventLog } from "../schema.ts";

/** The id of the lease change that was published last, if that is among the events after `seq`; null otherwise. */
export async function newestLeaseChange({ orm }: Database, seq: number): Promise<string | null> {
  const [newest] = await orm
    .select({ payload: eventLog.payload })
    .from(eventLog)
    .where(and(gt(eventLog.seq, seq), inArray(eventLog.type, ["lease_taken", "lease_released"])))
    .orderBy(desc(eventLog.seq))
    .limit(1);
  const id = newest && (JSON.parse(newest.payload) as { id?: unknown }).id;
  return typeof id === "string" ? id : null;
}
