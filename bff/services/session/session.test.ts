import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { replaceToken } from "../../db/queries/tokens.ts";
import { type Answer, makeApp, signInCode } from "../../host/node/fixtures/app.ts";
import { nodeSecrets } from "../../host/node/secrets.ts";
import { adminTokenId } from "./start.ts";

let made: Awaited<ReturnType<typeof makeApp>>;
beforeEach(async () => {
  made = await makeApp();
  await replaceToken(made.db, {
    id: adminTokenId,
    name: "admin",
    role: "admin",
    token_hash: nodeSecrets.sha256("mc_the_admin_token"),
    created_at: "2026-11-20T00:00:00.000Z",
    last_used_at: null,
    revoked_at: null,
  });
});
afterEach(() => made.dispose());

const cookieOf = (response: Response) => response.headers.get("set-cookie")?.split(";")[0] ?? "";
const workspaceWith = (cookie: string) => made.request("/api/workspace", { headers: { cookie } });
const signIn = (token: string) =>
  made.request("/api/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token }),
  });

describe("a browser", () => {
  test("is signed in by the printed link, and sent on", async () => {
    const response = await made.request(`/signin?code=${signInCode}`);
    expect([response.status, response.headers.get("location")]).toEqual([303, "/"]);
    const cookie = response.headers.get("set-cookie")!;
    expect(cookie).toMatch(/^mc_session_8787=[\w-]{43};/);
    for (const part of ["HttpOnly", "SameSite=Strict", "Path=/"]) expect(cookie).toContain(part);
    expect(cookie).not.toContain("Secure");
    const answer = (await (await workspaceWith(cookieOf(response))).json()) as Answer;
    expect(answer.caller).toEqual({ name: "admin", role: "admin" });
  });

  test("with the link of an earlier start is sent to sign in, without a cookie", async () => {
    const response = await made.request("/signin?code=of-yesterday");
    expect([response.status, response.headers.get("location")]).toEqual([303, "/signin?expired=1"]);
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  test("signs in with a pasted token or the code, and out again", async () => {
    for (const secret of ["mc_the_admin_token", signInCode]) {
      const response = await signIn(secret);
      expect(await response.json()).toEqual({ ok: true, name: "admin", role: "admin" });
      const cookie = cookieOf(response);
      expect((await workspaceWith(cookie)).status).toBe(200);
      const out = await made.request("/api/session", { method: "DELETE", headers: { cookie } });
      expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
      expect((await workspaceWith(cookie)).status).toBe(401);
    }
  });

  test("whose session has expired can sign in again", async () => {
    const cookie = cookieOf(await signIn("mc_the_admin_token"));
    await made.db.atomically([
      { sql: "UPDATE sessions SET expires_at = '2020-01-01T00:00:00.000Z'", params: [] },
    ]);
    expect(await (await workspaceWith(cookie)).json()).toMatchObject({ code: "UNAUTHENTICATED" });
    const again = await made.request("/api/session", {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify({ token: "mc_the_admin_token" }),
    });
    expect(again.status).toBe(200);
  });

  test("of another site can do nothing with the cookie it carries", async () => {
    const cookie = cookieOf(await signIn("mc_the_admin_token"));
    const attempts: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "http://127.0.0.1:3000" },
      { origin: "null" },
      { origin: "http://localhost:8787" },
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
      { "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors" },
    ];
    for (const headers of attempts) {
      const response = await made.request("/api/workspace", { headers: { cookie, ...headers } });
      expect(response.status, JSON.stringify(headers)).toBe(403);
      expect(await response.json()).toMatchObject({ ok: false, code: "FOREIGN_ORIGIN" });
    }
    const own = { cookie, origin: "http://127.0.0.1:8787", "sec-fetch-site": "same-origin" };
    expect((await made.request("/api/workspace", { headers: own })).status).toBe(200);
  });
});

test("a Host that is not ours is not answered; any port of loopback is, as through a tunnel", async () => {
  const status = async (host: string) => (await made.request("/healthz", { headers: { host } })).status;
  for (const host of ["evil.example", "evil.example:8787", "127.0.0.1.evil.example", "", "10.0.0.1:8787"]) {
    expect(await status(host), host).toBe(421);
  }
  for (const host of ["localhost:8787", "127.0.0.1:9999", "[::1]:8787", "LOCALHOST"]) {
    expect(await status(host), host).toBe(200);
  }
});

describe("a token", () => {
  test("that is revoked is refused from the next call on, with its sessions", async () => {
    const admin = await made.as("admin", "root");
    const created = (await admin.ask("POST", "/api/tokens", { name: "agent one", role: "agent" })).json;
    const cookie = cookieOf(await signIn(created.token));
    const ask = (headers: Record<string, string>) => made.request("/api/patches/logs", { headers });
    expect((await ask({ authorization: `Bearer ${created.token}` })).status).toBe(200);
    expect((await ask({ cookie })).status).toBe(200);
    expect((await admin.ask("DELETE", `/api/tokens/${created.row.id}`)).json.ok).toBe(true);
    const refused = await ask({ authorization: `Bearer ${created.token}` });
    expect([refused.status, ((await refused.json()) as Answer).code]).toEqual([401, "TOKEN_REVOKED"]);
    expect((await ask({ cookie })).status).toBe(401);
    expect(await (await signIn(created.token)).json()).toMatchObject({ ok: false, code: "TOKEN_REVOKED" });
  });

  test("is kept as its digest only, and listed without", async () => {
    const admin = await made.as("admin", "root");
    const { token } = (await admin.ask("POST", "/api/tokens", { name: "agent one", role: "agent" })).json;
    const stored = JSON.stringify(await made.db.orm.values("SELECT * FROM tokens"));
    expect(stored).toContain(nodeSecrets.sha256(token));
    expect(stored).not.toContain(token);
    const listed = JSON.stringify((await admin.ask("GET", "/api/tokens")).json);
    expect(listed).toContain("agent one");
    expect(listed).not.toContain(nodeSecrets.sha256(token));
  });

  test("may do what its role may, and no more", async () => {
    const may = async (
      role: "viewer" | "agent" | "reviewer" | "ops" | "admin",
      method: string,
      path: string,
    ) => {
      const caller = await made.as(role, `${role}-${method}-${path.replace(/\W/g, "")}`);
      return (await caller.ask(method, path, method === "GET" ? undefined : {})).json.code !== "FORBIDDEN";
    };
    expect(await may("viewer", "GET", "/api/patches/logs")).toBe(true);
    expect(await may("viewer", "POST", "/api/patches/events")).toBe(false);
    expect(await may("agent", "POST", "/api/patches/events")).toBe(true);
    expect(await may("agent", "POST", "/api/patches/p/revert")).toBe(false);
    expect(await may("ops", "POST", "/api/patches/p/revert")).toBe(false);
    expect(await may("reviewer", "POST", "/api/patches/p/revert")).toBe(true);
    expect(await may("reviewer", "GET", "/api/tokens")).toBe(false);
    expect(await may("admin", "GET", "/api/tokens")).toBe(true);
  });

  test("that is guessed at too often is not looked at for a minute; one in use goes on", async () => {
    const { ask } = await made.as("viewer", "steady");
    expect((await ask("GET", "/api/patches/logs")).status).toBe(200);
    const guesses = [];
    for (let n = 0; n < 25; n += 1) guesses.push((await signIn(`mc_guess_${n}`)).status);
    expect(guesses.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(guesses.slice(20)).toEqual(Array(5).fill(429));
    expect((await signIn("mc_the_admin_token")).status).toBe(429);
    expect((await signIn("mc_the_admin_token")).headers.get("retry-after")).toBe("60");
    expect((await ask("GET", "/api/patches/logs")).status).toBe(200);
  });
});
