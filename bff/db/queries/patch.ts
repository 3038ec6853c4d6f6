import { asc, eq } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { type CustodyRecord, type PatchRow, patchCustody, patchEvents } from "../schema.ts";

export async function patchById({ orm }: Database, patchId: string): Promise<PatchRow | undefined> {
  return (await orm.select().from(patchEvents).where(eq(patchEvents.patch_id, patchId)).limit(1))[0];
}

/** Oldest first. */
export const custodyOf = ({ orm }: Database, patchId: string): PromiseLike<CustodyRecord[]> =>
  orm.select().from(patchCustody).where(eq(patchCustody.patch_id, patchId)).orderBy(asc(patchCustody.id));
