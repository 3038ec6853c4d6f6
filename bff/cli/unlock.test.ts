import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ServedWorkspace, serveWorkspace } from "../host/node/serve-workspace.ts";
import { builtPatchctl } from "./testing/built-patchctl.ts";
import { makeScratchRepo, type ScratchRepo } from "./testing/scratch-repo.ts";

const digits = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 7);
const region = (inner: string) =>
  `# @hash:${digits(inner)} START:core\n${inner}# @hash:${digits(inner)} END:core\n`;
const edit = [
  "replace-text",
  "--file",
  "f.sh",
  "--old-text",
  "first",
  "--block",
  "second",
  "--unlock",
  "core",
];

let built: { path: string; dispose(): void };
let repo: ScratchRepo;
let server: ServedWorkspace;
beforeAll(async () => {
  built = await builtPatchctl();
});
afterAll(() => built.dispose());
beforeEach(async () => {
  repo = makeScratchRepo(built.path, { "f.sh": region("first\n") });
  const started = await serveWorkspace({ workspace: repo.root, port: 0 });
  if (!started.ok) throw new Error(started.error);
  server = started.server;
});
afterEach(async () => {
  await server.close();
  repo.dispose();
});

async function tokenOf(role: string): Promise<string> {
  const response = await fetch(`${server.url}/api/tokens`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ name: role, role }),
  });
  return ((await response.json()) as { token: string }).token;
}

describe("--unlock", () => {
  test("is for nobody on the local command line: the refusal says where to send it, with what", async () => {
    const { code, json } = await repo.patchctl(edit);
    expect(code).toBe(1);
    expect(json).toMatchObject({
      code: "FORBIDDEN",
      details: { missing: ["ORCHESTRATOR_URL", "ORCHESTRATOR_TOKEN"] },
    });
    expect(json.error).toContain(server.url);
    expect(repo.read("f.sh")).toBe(region("first\n"));
  });

  test("is decided by the server, by the role of the token", async () => {
    const as = async (role: string) => ({
      ORCHESTRATOR_URL: server.url,
      ORCHESTRATOR_TOKEN: await tokenOf(role),
    });
    const agent = await repo.patchctl(edit, { env: await as("agent") });
    expect(agent.json).toMatchObject({ ok: false, code: "FORBIDDEN", details: { has: "agent" } });
    const reviewer = await as("reviewer");
    const planned = await repo.patchctl([...edit, "--dry-run"], { env: reviewer });
    expect(planned).toMatchObject({ code: 0, json: { ok: true, dry_run: true, unlocked: ["core"] } });
    expect(repo.read("f.sh")).toBe(region("first\n"));
    const done = await repo.patchctl([...edit, "--requester", "rita"], { env: reviewer });
    expect(done).toMatchObject({ code: 0, json: { ok: true, unlocked: ["core"], diff: planned.json.diff } });
    expect(repo.read("f.sh")).toBe(region("second\n"));
  });

  test("goes to the server of this workspace and to no other", async () => {
    const env = { ORCHESTRATOR_URL: "http://127.0.0.1:1", ORCHESTRATOR_TOKEN: "mc_x" };
    const { json } = await repo.patchctl(edit, { env });
    expect(json).toMatchObject({ code: "SERVER_UNREACHABLE", details: { server: server.url } });
  });
});
