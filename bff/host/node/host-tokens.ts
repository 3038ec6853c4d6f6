import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ok, type Result, refuse } from "../../../shared/result.ts";
import type { Role } from "../../../shared/roles.ts";
import { deleteSessionsOf, replaceToken, tokenByHash, tokenById } from "../../db/queries/tokens.ts";
import type { Database } from "../../ports/database.ts";
import { adminTokenId } from "../../services/session/start.ts";
import { nodeSecrets } from "./secrets.ts";

const localTokenId = "patchctl";

interface Options {
  db: Database;
  dataDir: string;
  now: number;
  /** `MISSION_CONTROL_TOKEN`: the admin token as automation wants it */
  given: string | undefined;
}

/**
 * The two tokens that the host hands out itself. The admin token is made at the first start and kept in
 * `<data>/admin-token` (mode 0600), unless it was given. That of this machine's patchctl is new at every start and
 * goes into `endpoint.json`. Refuses a given one that is another token's already, and changes nothing then.
 */
export async function hostTokens({
  db,
  dataDir,
  now,
  given,
}: Options): Promise<Result<{ admin: string; local: string }>> {
  if (given !== undefined) {
    const holder = await tokenByHash(db, nodeSecrets.sha256(given));
    if (holder !== undefined && holder.id !== adminTokenId) return taken(holder.name);
  }
  const known = await tokenById(db, adminTokenId);
  const path = join(dataDir, "admin-token");
  const kept = known !== undefined && known.revoked_at === null ? await readSecret(path) : null;
  const admin = given ?? kept ?? `mc_${nodeSecrets.random()}`;
  if (given === undefined && admin !== kept) await writeFile(path, `${admin}\n`, { mode: 0o600 });
  const unchanged = known?.token_hash === nodeSecrets.sha256(admin) && known.revoked_at === null;
  if (!unchanged) {
    // sessions were opened with the token that is no more
    await deleteSessionsOf(db, adminTokenId);
    await put(db, { id: adminTokenId, name: "admin", role: "admin", secret: admin, now });
  }
  const local = `mc_${nodeSecrets.random()}`;
  await put(db, { id: localTokenId, name: "patchctl", role: "reviewer", secret: local, now });
  return ok({ admin, local });
}

const taken = (name: string) =>
  refuse(
    "INVALID_INPUT",
    `MISSION_CONTROL_TOKEN is what the token "${name}" has had already, and a secret is of one token only: set another`,
  );

async function put(
  db: Database,
  { id, name, role, secret, now }: { id: string; name: string; role: Role; secret: string; now: number },
): Promise<void> {
  await replaceToken(db, {
    id,
    name,
    role,
    token_hash: nodeSecrets.sha256(secret),
    created_at: new Date(now).toISOString(),
    last_used_at: null,
    revoked_at: null,
  });
}

async function readSecret(path: string): Promise<string | null> {
  try {
    return (await readFile(path, "utf8")).trim() || null;
  } catch {
    return null;
  }
}
