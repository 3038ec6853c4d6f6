import { and, asc, desc, eq, lt } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { type CustodyRecord, type PatchRow, patchCustody, patchEvents } from "../schema.ts";

export async function patchById({ orm }: Database, patchId: string): Promise<PatchRow | undefined> {
  return (await orm.select().from(patchEvents).where(eq(patchEvents.patch_id, patchId)).limit(1))[0];
}

/** Oldest first. */
export const custodyOf = ({ orm }: Database, patchId: string): PromiseLike<CustodyRecord[]> =>
  orm.select().from(patchCustody).where(eq(patchCustody.patch_id, patchId)).orderBy(asc(patchCustody.id));

/** Newest first, from the row before `before`; `trace_id`: those of this flow. */
export const custodyPage = (
  { orm }: Database,
  asked: { trace_id?: string | undefined; before?: number | undefined; limit: number },
): PromiseLike<CustodyRecord[]> =>
  orm
    .select()
    .from(patchCustody)
    .where(
      and(
        asked.trace_id === undefined ? undefined : eq(patchCustody.trace_id, asked.trace_id),
        asked.before === undefined ? undefined : lt(patchCustody.id, asked.before),
      ),
    )
    .orderBy(desc(patchCustody.id))
    .limit(asked.limit);
