import { asc, eq } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { type FactorySecretRow, factorySecrets } from "../schema.ts";

export const allFactorySecrets = ({ orm }: Database): PromiseLike<FactorySecretRow[]> =>
  orm.select().from(factorySecrets).orderBy(asc(factorySecrets.name));

export async function secretOfFactory(
  { orm }: Database,
  name: string,
): Promise<FactorySecretRow | undefined> {
  const [row] = await orm.select().from(factorySecrets).where(eq(factorySecrets.name, name)).limit(1);
  return row;
}

export async function putFactorySecret({ orm }: Database, row: FactorySecretRow): Promise<void> {
  await orm.insert(factorySecrets).values(row).onConflictDoUpdate({ target: factorySecrets.name, set: row });
}

/** Whether there was one. */
export async function dropFactorySecret({ orm }: Database, name: string): Promise<boolean> {
  const gone = await orm.delete(factorySecrets).where(eq(factorySecrets.name, name)).returning();
  return gone.length > 0;
}
