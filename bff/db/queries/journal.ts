import { desc, inArray, sql } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { eventLog, type PatchRow, patchCustody, patchEvents } from "../schema.ts";
import { inChunks } from "./chunks.ts";

/** Where each numbering stands, and the end of the custody chain (null where it is empty). */
export interface Heads {
  seq: number;
  patchId: number;
  custodyId: number;
  lastHash: string | null;
}

export async function readHeads({ orm }: Database): Promise<Heads> {
  const [last] = await orm.select().from(patchCustody).orderBy(desc(patchCustody.id)).limit(1);
  // the sequence table also remembers numbers whose rows are gone
  const numbers = await orm.values<[string, number]>(sql`SELECT name, seq FROM sqlite_sequence`);
  const highest = new Map(numbers);
  return {
    seq: highest.get("event_log") ?? 0,
    patchId: highest.get("patch_events") ?? 0,
    custodyId: highest.get("patch_custody") ?? 0,
    lastHash: last?.hash ?? null,
  };
}

export async function patchesById({ orm }: Database, ids: readonly string[]): Promise<Map<string, PatchRow>> {
  const rows = await inChunks(ids, (chunk) =>
    orm.select().from(patchEvents).where(inArray(patchEvents.patch_id, chunk)),
  );
  return new Map(rows.map((row) => [row.patch_id, row]));
}

/** seq of each of these events that is in the log already */
export async function knownEvents({ orm }: Database, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await inChunks(ids, (chunk) =>
    orm
      .select({ event_id: eventLog.event_id, seq: eventLog.seq })
      .from(eventLog)
      .where(inArray(eventLog.event_id, chunk)),
  );
  return new Map(rows.map((row) => [row.event_id!, row.seq]));
}

/** Number of the newest custody row, 0 where there is none. */
export async function custodyHead({ orm }: Database): Promise<number> {
  const [row] = await orm
    .select({ id: patchCustody.id })
    .from(patchCustody)
    .orderBy(desc(patchCustody.id))
    .limit(1);
  return row?.id ?? 0;
}
