import { ok, type Refusal, type Result, refuse } from "../../../shared/result.ts";
import { tokenByHash, tokenById, tokenOfSession, touchToken } from "../../db/queries/tokens.ts";
import type { TokenRecord } from "../../db/schema.ts";
import type { Identity } from "../../ports/caller.ts";
import type { Ports } from "../../ports/ports.ts";

type Needs = Pick<Ports, "attempts" | "clock" | "db" | "secrets" | "settings">;

/** What a request brought to say who it is. */
export interface Credentials {
  bearer: string | null;
  cookie: string | null;
}

/** `last_used_at` is for people: to the minute is enough, and reads stay reads. */
const touchEveryMs = 60_000;

export const noCredentials: Refusal = refuse(
  "UNAUTHENTICATED",
  "sign in first: send `Authorization: Bearer <token>`, or open the sign-in link that the server printed when it started",
);

/** Reads the `Authorization` header and this server's own cookie. */
export function credentialsOf(headers: Headers, cookieName: string): Credentials {
  const bearer = /^Bearer +(\S{1,500})$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
  const cookies = (headers.get("cookie") ?? "").split(";").map((part) => part.trim());
  const own = cookies.find((part) => part.startsWith(`${cookieName}=`));
  return { bearer, cookie: own?.slice(cookieName.length + 1) ?? null };
}

/** Who it is, by token or session. A header beats a cookie. */
export function authenticate(
  ports: Needs,
  { bearer, cookie }: Credentials,
  address: string,
): Promise<Result<{ identity: Identity }>> {
  if (bearer !== null) return identityOfToken(ports, bearer, address);
  return cookie === null ? Promise.resolve(noCredentials) : identityOfSession(ports, cookie);
}

async function identityOfSession(ports: Needs, cookie: string): Promise<Result<{ identity: Identity }>> {
  const sessionId = ports.secrets.sha256(cookie);
  const token = await tokenOfSession(ports.db, sessionId, new Date(ports.clock.now()).toISOString());
  if (token === undefined) {
    return refuse("UNAUTHENTICATED", "this browser session has ended: sign in again");
  }
  const found = identityOf(token);
  return found.ok ? ok({ identity: { ...found.identity, sessionId } }) : found;
}

/** Who holds this token. Failures are counted by address. */
export async function identityOfToken(
  ports: Needs,
  secret: string,
  address: string,
): Promise<Result<{ identity: Identity }>> {
  const { attempts, clock, db, secrets } = ports;
  const known = attempts.digestOf(secret);
  // only digests are compared, so timing tells nothing about the secret
  const digest = known ?? secrets.sha256(secret);
  if (attempts.blocked(address, secret)) {
    return refuse("RATE_LIMITED", "too many wrong tokens from this address: wait a minute, then try again", {
      retry_after: 60,
    });
  }
  const token = await tokenByHash(db, digest);
  if (token === undefined || (known === null && !secrets.equal(token.token_hash, digest))) {
    attempts.failed(address);
    return refuse("UNAUTHENTICATED", "this token is not known here: check it, or ask an admin for a new one");
  }
  const found = identityOf(token);
  if (!found.ok) {
    attempts.failed(address);
    return found;
  }
  attempts.accepted(secret, digest);
  const now = clock.now();
  if (token.last_used_at === null || now - Date.parse(token.last_used_at) > touchEveryMs) {
    await touchToken(db, token.id, new Date(now).toISOString());
  }
  return found;
}

/** Whether someone who signed in some time ago still may: a socket outlives the request that opened it. */
export async function stillValid(ports: Needs, identity: Identity): Promise<Result<{ identity: Identity }>> {
  const token = await tokenById(ports.db, identity.tokenId);
  return token === undefined ? noCredentials : identityOf(token);
}

function identityOf(token: TokenRecord): Result<{ identity: Identity }> {
  if (token.revoked_at !== null) {
    return refuse("TOKEN_REVOKED", `the token "${token.name}" was revoked: ask an admin for a new one`);
  }
  return ok({ identity: { tokenId: token.id, name: token.name, role: token.role } });
}
