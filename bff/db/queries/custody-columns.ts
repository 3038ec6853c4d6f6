import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { patchCustody } from "../schema.ts";

type Columns = ReturnType<typeof getTableColumns<typeof patchCustody>>;
export type CustodyColumns = Columns | (Omit<Columns, "trace_id"> & { trace_id: SQL<string | null> });

/**
 * What to select of the custody chain. A database that this version has not been started on yet is read as it is: its
 * rows have no trace.
 */
export async function custodyColumns({ orm }: Pick<Database, "orm">): Promise<CustodyColumns> {
  const columns = getTableColumns(patchCustody);
  const [found] = await orm.values(
    sql`SELECT 1 FROM pragma_table_info('patch_custody') WHERE name = 'trace_id'`,
  );
  return found ? columns : { ...columns, trace_id: sql<string | null>`NULL` };
}
