import { asc, eq } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { type FactoryRow, factories } from "../schema.ts";

export const allFactories = ({ orm }: Database): PromiseLike<FactoryRow[]> =>
  orm.select().from(factories).orderBy(asc(factories.name));

/** Makes the row, or changes `fields` of it. */
export async function putFactory(
  { orm }: Database,
  name: string,
  fields: Partial<FactoryRow> & Pick<FactoryRow, "status" | "last_seen">,
): Promise<void> {
  await orm
    .insert(factories)
    .values({ name, capabilities: "[]", ...fields })
    .onConflictDoUpdate({ target: factories.name, set: fields });
}

/** No socket outlives the server that it was open to. */
export async function allFactoriesAway({ orm }: Database): Promise<void> {
  await orm.update(factories).set({ status: "away" }).where(eq(factories.status, "connected"));
}
