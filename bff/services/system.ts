// Health, the workspace, sessions and tokens: one service an operation, named as in `shared/operations/system.ts`.
import type { systemOperations } from "../../shared/operations/system.ts";
import { ok, refuse } from "../../shared/result.ts";
import { probe } from "../db/queries/probe.ts";
import { allTokens, deleteSession, insertToken, revokeTokenRow, tokenById } from "../db/queries/tokens.ts";
import { totalsBetween } from "../db/queries/totals.ts";
import type { TokenRecord } from "../db/schema.ts";
import type { ServicesOf } from "../operations/service.ts";
import { workspaceAway } from "../ports/workspace-away.ts";
import { identityOfToken, noCredentials } from "./session/authenticate.ts";
import { adminTokenId, startSession } from "./session/start.ts";
import { dayOf } from "./today.ts";

type Services = ServicesOf<typeof systemOperations>;

export const healthz: Services["healthz"] = async ({ settings }) => ok({ version: settings.version });

export const readyz: Services["readyz"] = async ({ db, workspace, log }) => {
  try {
    await probe(db);
  } catch (error) {
    log.error({ error: String(error) }, "the database takes no writes");
    return refuse("INTERNAL", "the database takes no writes: look at the free space of the data folder");
  }
  if (!(await workspace.ready())) {
    return workspaceAway;
  }
  return ok({ database: "ok", workspace: "ok" });
};

export const workspaceInfo: Services["workspaceInfo"] = async (ports, { utc_offset }, caller) => {
  const { clock, db, events, settings, workspace } = ports;
  if (caller.identity === null) return noCredentials;
  const seq = await events.head();
  const { from, to } = dayOf(clock.now(), utc_offset);
  const { name, role } = caller.identity;
  return ok({
    workspace: workspace.name,
    branch: await workspace.branch(),
    version: settings.version,
    url: settings.publicUrl(),
    demo: settings.demo,
    caller: { name, role },
    today: await totalsBetween(db, from, to),
    seq,
  });
};

export const startDemo: Services["startDemo"] = async (ports) => ports.startDemo();

export const signIn: Services["signIn"] = async (ports, { token }, caller) => {
  const { db, secrets, settings } = ports;
  const isCode = secrets.equal(secrets.sha256(token), secrets.sha256(settings.signInCode));
  const admin = isCode ? await tokenById(db, adminTokenId) : undefined;
  if (admin !== undefined && admin.revoked_at === null) {
    caller.setSession(await startSession(ports, admin.id));
    return ok({ name: admin.name, role: admin.role });
  }
  const found = await identityOfToken(ports, token, caller.address);
  if (!found.ok) return found;
  caller.setSession(await startSession(ports, found.identity.tokenId));
  return ok({ name: found.identity.name, role: found.identity.role });
};

export const signOut: Services["signOut"] = async ({ db, hub }, _input, caller) => {
  const session = caller.identity?.sessionId;
  if (session !== undefined) {
    await deleteSession(db, session);
    hub.dropSession(session);
  }
  caller.setSession(null);
  return ok({} as Record<string, never>);
};

export const listTokens: Services["listTokens"] = async ({ db }) =>
  ok({ tokens: (await allTokens(db)).map(toWire) });

export const createToken: Services["createToken"] = async ({ clock, db, secrets }, { name, role }) => {
  const token = `mc_${secrets.random()}`;
  const row: TokenRecord = {
    id: `tok_${secrets.random().slice(0, 16)}`,
    name,
    role,
    token_hash: secrets.sha256(token),
    created_at: new Date(clock.now()).toISOString(),
    last_used_at: null,
    revoked_at: null,
  };
  await insertToken(db, row);
  return ok({ token, row: toWire(row) });
};

export const revokeToken: Services["revokeToken"] = async ({ clock, db, hub }, { id }) => {
  if ((await tokenById(db, id)) === undefined) {
    return refuse("NOT_FOUND", `there is no token with the id "${id}": tokens.list names them`);
  }
  await revokeTokenRow(db, id, new Date(clock.now()).toISOString());
  hub.dropToken(id);
  return ok({ id });
};

const toWire = ({ token_hash: _, ...row }: TokenRecord) => row;
