import type { Database } from "../../ports/database.ts";

/** Throws where the database takes no writes; leaves nothing behind. */
export async function probe(db: Database): Promise<void> {
  await db.atomically([
    { sql: "INSERT INTO patch_facets (facet, value, count) VALUES ('probe', '', 0)", params: [] },
    { sql: "DELETE FROM patch_facets WHERE facet = 'probe'", params: [] },
  ]);
}
