import { desc, eq } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { patchEvents } from "../schema.ts";

const mostResumed = 50;

/** Takes "validating" off every patch that has it, for whoever checked it is gone; answers the newest of them. */
export async function settlePending(db: Database): Promise<{ patch_id: string; trace_id: string | null }[]> {
  const pending = await db.orm
    .select({ patch_id: patchEvents.patch_id, trace_id: patchEvents.trace_id })
    .from(patchEvents)
    .where(eq(patchEvents.display_status, "validating"))
    .orderBy(desc(patchEvents.created_at))
    .limit(mostResumed);
  if (pending.length === 0) return [];
  await db.atomically([
    {
      sql: "UPDATE patch_events SET display_status = 'applied' WHERE display_status = 'validating'",
      params: [],
    },
    {
      sql: `INSERT INTO patch_facets (facet, value, count)
        SELECT 'status', 'applied', count FROM patch_facets WHERE facet = 'status' AND value = 'validating'
        ON CONFLICT (facet, value) DO UPDATE SET count = count + excluded.count`,
      params: [],
    },
    { sql: "DELETE FROM patch_facets WHERE facet = 'status' AND value = 'validating'", params: [] },
  ]);
  return pending;
}
