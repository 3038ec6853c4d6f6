import { asc, desc, gt } from "drizzle-orm";
import { eventLog, patchCustody } from "../../db/schema.ts";
import type { Database } from "../../ports/database.ts";
import { custodyHash, genesis } from "./custody.ts";

export type CustodyVerdict =
  | { intact: true; rows: number }
  /** `id`: the first row that is not as it was written, or the number at which one is missing */
  | { intact: false; id: number; why: string };

const pageSize = 1000;

/**
 * Walks the chain from the row after `from` (0: from its beginning) and says where it is broken: a row that was
 * changed has another hash, one that was removed leaves a hole, and one removed at the end is missed by the event
 * log, whose newest row holds the hash of the chain's last.
 */
export async function verifyCustody(
  { orm }: Database,
  sha256: (text: string) => string,
  from = 0,
): Promise<CustodyVerdict> {
  let last = { id: from, hash: genesis };
  if (from > 0) {
    const [start] = await orm
      .select()
      .from(patchCustody)
      .where(gt(patchCustody.id, from - 1))
      .limit(1);
    if (start?.id !== from) return { intact: false, id: from, why: "row is missing" };
    last = start;
  }
  let rows = 0;
  for (;;) {
    const page = await orm
      .select()
      .from(patchCustody)
      .where(gt(patchCustody.id, last.id))
      .orderBy(asc(patchCustody.id))
      .limit(pageSize);
    for (const row of page) {
      if (row.id !== last.id + 1) return { intact: false, id: last.id + 1, why: "row is missing" };
      if (row.prev_hash !== last.hash)
        return { intact: false, id: row.id, why: "does not follow the row before" };
      if (row.hash !== custodyHash(sha256, row)) return { intact: false, id: row.id, why: "row was changed" };
      last = row;
      rows += 1;
    }
    if (page.length < pageSize) break;
  }
  const [newest] = await orm.select().from(eventLog).orderBy(desc(eventLog.seq)).limit(1);
  if (newest !== undefined && newest.custody_hash !== last.hash) {
    return { intact: false, id: last.id + 1, why: "rows are missing at the end" };
  }
  return { intact: true, rows };
}
