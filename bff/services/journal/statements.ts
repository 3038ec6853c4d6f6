import { eq, sql } from "drizzle-orm";
import { compile, placeholders } from "../../db/compiled.ts";
import { eventLog, patchCustody, patchEvents, patchFacets } from "../../db/schema.ts";
import type { Database } from "../../ports/database.ts";

/** The writes of the journal, built once. */
export function journalStatements({ orm }: Database) {
  const patch = placeholders(patchEvents);
  const { id: _, ...changing } = patch;
  return {
    event: compile(orm.insert(eventLog).values(placeholders(eventLog))),
    custody: compile(orm.insert(patchCustody).values(placeholders(patchCustody))),
    newPatch: compile(orm.insert(patchEvents).values(patch)),
    changedPatch: compile(
      orm
        .update(patchEvents)
        // placeholders are typed for `values` only; `set` takes them as well
        .set(changing as never)
        .where(eq(patchEvents.id, sql.placeholder("id"))),
    ),
    facet: compile(
      orm
        .insert(patchFacets)
        .values(placeholders(patchFacets))
        .onConflictDoUpdate({
          target: [patchFacets.facet, patchFacets.value],
          set: { count: sql`${patchFacets.count} + excluded.count` },
        }),
    ),
    forget: (before: number) => ({ sql: "DELETE FROM event_log WHERE seq <= ?", params: [before] }),
  };
}
export type JournalStatements = ReturnType<typeof journalStatements>;
