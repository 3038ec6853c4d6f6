import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import { prepared } from "../prepared.ts";
import { sessions, type TokenRecord, tokens } from "../schema.ts";

const byHash = prepared((orm) =>
  orm
    .select()
    .from(tokens)
    .where(eq(tokens.token_hash, sql.placeholder("hash")))
    .limit(1)
    .prepare(),
);

/** Every call asks for its token: remembered until one changes, where nobody else can change it. */
const known = new WeakMap<object, Map<string, TokenRecord>>();
const mostKnown = 1000;

export async function tokenByHash(db: Database, hash: string): Promise<TokenRecord | undefined> {
  if (!db.sole) return (await byHash(db).all({ hash }))[0];
  const remembered = known.get(db.orm) ?? new Map<string, TokenRecord>();
  known.set(db.orm, remembered);
  const token = remembered.get(hash) ?? (await byHash(db).all({ hash }))[0];
  // a change meanwhile has put another map in place: this one is not read again
  if (token !== undefined && remembered.size < mostKnown) remembered.set(hash, token);
  return token;
}

/** Runs a change of tokens; whatever was read before it is over is forgotten. */
async function changing(orm: Database["orm"], change: PromiseLike<unknown>): Promise<void> {
  try {
    await change;
  } finally {
    known.delete(orm);
  }
}

export async function tokenById({ orm }: Database, id: string): Promise<TokenRecord | undefined> {
  return (await orm.select().from(tokens).where(eq(tokens.id, id)).limit(1))[0];
}

export const allTokens = ({ orm }: Database): PromiseLike<TokenRecord[]> =>
  orm.select().from(tokens).orderBy(asc(tokens.created_at), asc(tokens.id));

export async function insertToken({ orm }: Database, row: TokenRecord): Promise<void> {
  await changing(orm, orm.insert(tokens).values(row));
}

/** Puts a token that the host itself hands out (admin, this machine's patchctl) in place of its predecessor. */
export async function replaceToken({ orm }: Database, row: TokenRecord): Promise<void> {
  const { id: _, ...rest } = row;
  await changing(orm, orm.insert(tokens).values(row).onConflictDoUpdate({ target: tokens.id, set: rest }));
}

export async function revokeTokenRow(db: Database, id: string, now: string): Promise<void> {
  const revoke = db.orm
    .update(tokens)
    .set({ revoked_at: now })
    .where(and(eq(tokens.id, id), isNull(tokens.revoked_at)));
  await changing(
    db.orm,
    db.atomically([revoke.toSQL(), db.orm.delete(sessions).where(eq(sessions.token_id, id)).toSQL()]),
  );
}

export async function touchToken({ orm }: Database, id: string, now: string): Promise<void> {
  await changing(orm, orm.update(tokens).set({ last_used_at: now }).where(eq(tokens.id, id)));
}

export async function insertSession(
  db: Database,
  row: { id: string; token_id: string; created_at: string; expires_at: string },
): Promise<void> {
  const expired = db.orm.delete(sessions).where(sql`${sessions.expires_at} <= ${row.created_at}`);
  await db.atomically([expired.toSQL(), db.orm.insert(sessions).values(row).toSQL()]);
}

/** The token behind a session that has not expired. */
export async function tokenOfSession(
  { orm }: Database,
  sessionId: string,
  now: string,
): Promise<TokenRecord | undefined> {
  const rows = await orm
    .select({ token: tokens })
    .from(sessions)
    .innerJoin(tokens, eq(tokens.id, sessions.token_id))
    .where(and(eq(sessions.id, sessionId), gt(sessions.expires_at, now)))
    .limit(1);
  return rows[0]?.token;
}

export async function deleteSession({ orm }: Database, id: string): Promise<void> {
  await orm.delete(sessions).where(eq(sessions.id, id));
}

export async function deleteSessionsOf({ orm }: Database, tokenId: string): Promise<void> {
  await orm.delete(sessions).where(eq(sessions.token_id, tokenId));
}
