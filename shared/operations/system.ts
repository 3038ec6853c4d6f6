import { z } from "zod";
import { defineOperation } from "../operation.ts";
import { roles } from "../roles.ts";

export const healthz = defineOperation({
  name: "system.healthz",
  summary: "The process answers",
  kind: "query",
  role: "public",
  input: z.object({}),
  output: z.object({ version: z.string() }),
  errors: [],
  http: { method: "GET", path: "/healthz" },
  rpc: { entrypoint: "SystemOps", method: "healthz" },
});

export const readyz = defineOperation({
  name: "system.readyz",
  summary: "The database takes writes and the workspace can be read",
  kind: "query",
  role: "public",
  input: z.object({}),
  output: z.object({ database: z.literal("ok"), workspace: z.literal("ok") }),
  errors: ["WORKSPACE_UNAVAILABLE", "INTERNAL"],
  http: { method: "GET", path: "/readyz" },
  rpc: { entrypoint: "SystemOps", method: "readyz" },
});

export const workspaceInfo = defineOperation({
  name: "system.workspace",
  summary: "Which folder is governed, on which branch, who asks, and the totals of today for the top bar",
  kind: "query",
  role: "viewer",
  input: z.object({
    /** minutes east of UTC of the reader's clock, so that "today" is the reader's day */
    utc_offset: z.coerce.number().int().min(-840).max(840).default(0),
  }),
  output: z.object({
    workspace: z.string(),
    branch: z.string().nullable(),
    version: z.string(),
    url: z.string(),
    /** may the first screen offer the demo; `this`: what is on screen is the demo's scratch workspace */
    demo: z.enum(["available", "unavailable", "this"]),
    caller: z.object({ name: z.string(), role: z.enum(roles) }),
    today: z.object({ total: z.int(), ok: z.int(), failed: z.int() }),
    seq: z.int(),
  }),
  errors: ["WORKSPACE_UNAVAILABLE"],
  http: { method: "GET", path: "/api/workspace" },
  rpc: { entrypoint: "SystemOps", method: "workspace" },
});

export const startDemo = defineOperation({
  name: "system.demo",
  summary:
    "Start a second server over a scratch workspace in which scripted agents make real edits; answers its sign-in link",
  kind: "command",
  role: "agent",
  input: z.object({}),
  output: z.object({ url: z.url() }),
  errors: ["WORKSPACE_UNAVAILABLE"],
  http: { method: "POST", path: "/api/demo" },
  rpc: null,
});

export const signIn = defineOperation({
  name: "session.signIn",
  summary: "Exchange a token, or the code of a printed link, for a browser session",
  kind: "command",
  role: "public",
  input: z.object({ token: z.string().min(1).max(500) }),
  output: z.object({ name: z.string(), role: z.enum(roles) }),
  errors: ["UNAUTHENTICATED", "TOKEN_REVOKED", "RATE_LIMITED"],
  http: { method: "POST", path: "/api/session" },
  rpc: null,
});

export const signOut = defineOperation({
  name: "session.signOut",
  summary: "End this browser session",
  kind: "command",
  role: "viewer",
  input: z.object({}),
  output: z.object({}),
  errors: [],
  http: { method: "DELETE", path: "/api/session" },
  rpc: null,
});

const TokenRow = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
});

export const listTokens = defineOperation({
  name: "tokens.list",
  summary: "Every token by name and role; the secrets themselves are not kept",
  kind: "query",
  role: "admin",
  input: z.object({}),
  output: z.object({ tokens: z.array(TokenRow) }),
  errors: [],
  http: { method: "GET", path: "/api/tokens" },
  rpc: { entrypoint: "TokenOps", method: "list" },
});

export const createToken = defineOperation({
  name: "tokens.create",
  summary: "Make a token; its secret is in this answer and nowhere else",
  kind: "command",
  role: "admin",
  input: z.object({ name: z.string().min(1).max(100), role: z.enum(roles) }),
  output: z.object({ token: z.string(), row: TokenRow }),
  errors: [],
  http: { method: "POST", path: "/api/tokens" },
  rpc: { entrypoint: "TokenOps", method: "create" },
});

export const revokeToken = defineOperation({
  name: "tokens.revoke",
  summary: "Revoke a token; its sessions and sockets end at once",
  kind: "command",
  role: "admin",
  input: z.object({ id: z.string().min(1).max(100) }),
  output: z.object({ id: z.string() }),
  errors: ["NOT_FOUND"],
  http: { method: "DELETE", path: "/api/tokens/:id" },
  rpc: { entrypoint: "TokenOps", method: "revoke" },
});

export const systemOperations = {
  healthz,
  readyz,
  workspaceInfo,
  startDemo,
  signIn,
  signOut,
  listTokens,
  createToken,
  revokeToken,
} as const;
