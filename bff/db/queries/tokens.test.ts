import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "../../host/node/fixtures/store.ts";
import type { Database } from "../../ports/database.ts";
import { insertToken, replaceToken, revokeTokenRow, tokenByHash, touchToken } from "./tokens.ts";

const at = "2026-11-20T12:00:00.000Z";
const row = (fields: { id?: string; token_hash?: string } = {}) => ({
  id: "one",
  name: "agent",
  role: "agent" as const,
  token_hash: "hash",
  created_at: at,
  last_used_at: null,
  revoked_at: null,
  ...fields,
});
let db: Database;
beforeEach(async () => {
  db = await openStore();
  await insertToken(db, row());
});
afterEach(() => db.close());

test("a token that was asked for before is found as every change leaves it, at once", async () => {
  const found = () => tokenByHash(db, "hash");
  expect(await found()).toEqual(row());
  await touchToken(db, "one", at);
  expect((await found())?.last_used_at).toBe(at);
  await revokeTokenRow(db, "one", at);
  expect((await found())?.revoked_at).toBe(at);
  await replaceToken(db, row({ token_hash: "another" }));
  expect(await found()).toBeUndefined();
  expect(await tokenByHash(db, "another")).toEqual(row({ token_hash: "another" }));
});

test("a change that comes while a token is read is not forgotten for what was read", async () => {
  const [, , after] = await Promise.all([
    tokenByHash(db, "hash"),
    revokeTokenRow(db, "one", at),
    Promise.resolve().then(() => tokenByHash(db, "hash")),
  ]);
  expect([null, at]).toContain(after?.revoked_at);
  expect((await tokenByHash(db, "hash"))?.revoked_at).toBe(at);
});

test("a token is asked for again each time where others write to the database as well", async () => {
  const shared: Database = { ...db, sole: false };
  expect((await tokenByHash(shared, "hash"))?.name).toBe("agent");
  await db.orm.run("UPDATE tokens SET name = 'changed'");
  expect((await tokenByHash(shared, "hash"))?.name).toBe("changed");
});
