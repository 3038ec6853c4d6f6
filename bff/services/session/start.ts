import { insertSession } from "../../db/queries/tokens.ts";
import type { Ports } from "../../ports/ports.ts";

export const sessionDays = 30;

/** Opens a browser session for a token; the answer is the cookie's value, of which only the digest is kept. */
export async function startSession(
  { clock, db, secrets }: Pick<Ports, "clock" | "db" | "secrets">,
  tokenId: string,
): Promise<string> {
  const secret = secrets.random();
  const now = clock.now();
  await insertSession(db, {
    id: secrets.sha256(secret),
    token_id: tokenId,
    created_at: new Date(now).toISOString(),
    expires_at: new Date(now + sessionDays * 86_400_000).toISOString(),
  });
  return secret;
}

/** The token that the printed sign-in link stands for. */
export const adminTokenId = "admin";
