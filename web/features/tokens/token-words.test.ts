import { expect, test } from "vitest";
import { roles } from "../../../shared/roles.ts";
import { hostToken, inOrder, revokeWords, roleWords } from "./token-words.ts";

const row = (id: string, revoked_at: string | null = null) => ({
  id,
  name: id,
  role: "agent" as const,
  created_at: "2026-01-01T00:00:00.000Z",
  last_used_at: null,
  revoked_at,
});

test("every role is explained", () => {
  for (const role of roles) expect(roleWords[role]).toMatch(/\w+/);
});

test("the server's own tokens are known by id, not by a name that anyone may give", () => {
  const namedAdmin = { ...row("tok_1"), name: "admin" };
  expect(hostToken(row("admin"))).not.toBeNull();
  expect(hostToken(row("patchctl"))).not.toBeNull();
  expect(hostToken(namedAdmin)).toBeNull();
});

test("tokens that work stand before those that were revoked, each part in the server's order", () => {
  const given = [row("admin"), row("tok_a", "2026-01-02T00:00:00.000Z"), row("tok_b")];
  expect(inOrder(given).map(({ id }) => id)).toEqual(["admin", "tok_b", "tok_a"]);
});

test("revoking says what ends; of the server's own tokens also how they come back", () => {
  expect(revokeWords(row("tok_b"))).toMatch(/sessions and sockets end at once/);
  expect(revokeWords(row("admin"))).toMatch(/sign-in link/);
  expect(revokeWords(row("admin"))).toMatch(/started again/);
  expect(revokeWords(row("patchctl"))).toMatch(/outbox/);
});
