import { and, asc, desc, eq, notInArray } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { type FactoryRow, factories } from "../schema.ts";

export const allFactories = ({ orm }: Database): PromiseLike<FactoryRow[]> =>
  orm.select().from(factories).orderBy(asc(factories.name));

export async function factoryNamed({ orm }: Database, name: string): Promise<FactoryRow | undefined> {
  const [row] = await orm.select().from(factories).where(eq(factories.name, name)).limit(1);
  return row;
}

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

/** Keeps the `most` that were seen last; those who hold a socket open stay in any case. */
export async function forgetFactories({ orm }: Database, most: number): Promise<void> {
  const kept = orm
    .select({ name: factories.name })
    .from(factories)
    .orderBy(desc(factories.last_seen), asc(factories.name))
    .limit(most);
  await orm.delete(factories).where(and(eq(factories.status, "away"), notInArray(factories.name, kept)));
}

/** No socket outlives the server that it was open to. */
export async function allFactoriesAway({ orm }: Database): Promise<void> {
  await orm.update(factories).set({ status: "away" }).where(eq(factories.status, "connected"));
}
