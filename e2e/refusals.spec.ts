import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { newHttpBatchRpcSession } from "capnweb";
import type { StartedServer } from "./fixtures/server.ts";
import { expect, test } from "./fixtures/test.ts";
import type { ScratchWorkspace } from "./fixtures/workspace.ts";

/** What an agent may send by mistake or in bad faith, and the one code it must get back whichever way it came in. */
const bad: { name: string; batch: unknown; code: string | readonly string[] }[] = [
  {
    name: "an unknown operation",
    batch: one({ op: "rewrite-file", file: "src/price.ts", block: "x" }),
    code: "UNKNOWN_OP",
  },
  { name: "no patches at all", batch: { patches: [] }, code: "INVALID_INPUT" },
  { name: "line 0", batch: one(replace({ start: 0, end: 1 })), code: "LINE_OUT_OF_RANGE" },
  { name: "an end before the start", batch: one(replace({ start: 5, end: 3 })), code: "SPAN_INVERTED" },
  { name: "a line past the end", batch: one(replace({ start: 5, end: 4000 })), code: "LINE_OUT_OF_RANGE" },
  {
    name: "two operations that overlap",
    batch: { patches: [replace({ start: 2, end: 4 }), replace({ start: 4, end: 5 })] },
    code: "OPERATIONS_OVERLAP",
  },
  {
    name: "a span of an empty file",
    batch: one(replace({ file: "empty.ts", start: 1, end: 1 })),
    code: ["EMPTY_FILE", "LINE_OUT_OF_RANGE"],
  },
  { name: "a binary file", batch: one(replace({ file: "image.bin" })), code: "BINARY_FILE" },
  { name: "a path with ..", batch: one(replace({ file: "../outside.ts" })), code: "PATH_OUTSIDE_WORKSPACE" },
  {
    name: "a symlink that leads out",
    batch: one(replace({ file: "way-out.ts" })),
    code: "PATH_OUTSIDE_WORKSPACE",
  },
  { name: "git's own files", batch: one(replace({ file: ".git/config" })), code: "PATH_PROTECTED" },
  {
    name: "the engine's own files",
    batch: one(replace({ file: ".mission_control/policy.json" })),
    code: "PATH_PROTECTED",
  },
  { name: "a directory", batch: one(replace({ file: "src" })), code: "NOT_A_FILE" },
  {
    name: "a file that is not there",
    batch: one(replace({ file: "src/nowhere.ts" })),
    code: "FILE_NOT_FOUND",
  },
  {
    name: "a file that is there already, to create",
    batch: one({ op: "create-file", file: "src/price.ts", block: "x" }),
    code: "FILE_EXISTS",
  },
  { name: "a 200 MB file", batch: one(replace({ file: "huge.log" })), code: "FILE_TOO_LARGE" },
  {
    name: "text that is nowhere",
    batch: one({ op: "replace-text", file: "src/price.ts", oldText: "no such words", block: "x" }),
    code: "NO_MATCH",
  },
  {
    name: "text that is in two places",
    batch: one({ op: "replace-text", file: "src/price.ts", oldText: "export const rate", block: "x" }),
    code: "AMBIGUOUS_MATCH",
  },
  {
    name: "a hash of another version",
    batch: one({ ...replace({}), expect: { fileHash: "0".repeat(64) } }),
    code: "STALE_BASE",
  },
  {
    name: "a diff that is none",
    batch: one({ op: "unified-diff", file: "src/price.ts", diff: "hello" }),
    code: "MALFORMED_DIFF",
  },
  {
    name: "a task that does not exist",
    batch: one({ ...replace({}), taskId: "T-404" }),
    code: "TASK_NOT_FOUND",
  },
];

function replace(fields: Record<string, unknown>) {
  return {
    op: "replace-block",
    file: "src/price.ts",
    start: 2,
    end: 3,
    block: "  label: string;\n",
    ...fields,
  };
}
function one(patch: Record<string, unknown>) {
  return { patches: [patch] };
}

/** The places the table above points at; everything is put into the commit so that `git status` shows any damage. */
function prepare(workspace: ScratchWorkspace): void {
  writeFileSync(join(workspace.root, "..", "outside.ts"), "outside\n");
  workspace.write("empty.ts", "");
  workspace.write("image.bin", "PNG\0\0\0binary\n");
  symlinkSync("../outside.ts", join(workspace.root, "way-out.ts"));
  mkdirSync(join(workspace.root, ".mission_control"), { recursive: true });
  workspace.write(".gitignore", "huge.log\n");
  const huge = openSync(join(workspace.root, "huge.log"), "w");
  ftruncateSync(huge, 200 * 1024 * 1024);
  closeSync(huge);
  workspace.git("add", ".");
  workspace.git("-c", "user.name=e2e", "-c", "user.email=e2e@example.test", "commit", "-qm", "more");
}

async function overRpc(
  server: StartedServer,
  method: string,
  input: unknown,
): Promise<Record<string, unknown>> {
  const session = newHttpBatchRpcSession<Record<string, never>>(
    new Request(`${server.url}/rpc`, { headers: { authorization: `Bearer ${server.token}` } }),
  ) as unknown as { PatchOps: Record<string, (input: unknown) => Promise<Record<string, unknown>>> };
  return await session.PatchOps[method]!(input);
}

/** The code of a whole refusal, or of the only result in it. */
function codeOf(answer: Record<string, unknown>): unknown {
  const results = answer.results as { code?: string }[] | undefined;
  return answer.code ?? results?.[0]?.code;
}

test("every bad request gets the same code over the command line, HTTP and RPC, and nothing is written", async ({
  workspace,
  server,
}) => {
  prepare(workspace);
  for (const { name, batch, code } of bad) {
    const cli = await workspace.patchctl(["apply-batch"], { input: JSON.stringify(batch) });
    const http = (await (await server.call("POST", "/api/patches/apply", batch)).json()) as Record<
      string,
      unknown
    >;
    const rpc = await overRpc(server, "applyPatches", batch);
    const codes = [codeOf(cli.json), codeOf(http), codeOf(rpc)];
    expect(new Set(codes).size, `${name}: ${codes.join(", ")}`).toBe(1);
    expect([code].flat(), name).toContain(codes[0]);
    expect(cli.code, `${name}: exit code`).toBeGreaterThan(0);
    for (const answer of [cli.json, http, rpc]) {
      expect(answer.ok, name).toBe(false);
      const text = JSON.stringify(answer);
      expect(text, `${name} names a path of this machine`).not.toContain(workspace.root);
      expect(text, `${name} shows a stack`).not.toMatch(/\bat .+\.(ts|js):\d+/);
    }
  }
  expect(workspace.git("status", "--porcelain", "--", "src", "empty.ts", "image.bin", "way-out.ts")).toBe("");
  const left = readdirSync(join(workspace.root, "src"));
  expect(left.sort(), "no temporary file stays behind").toEqual(["price.ts", "report.ts"]);
});

test("a block of 10 MB is refused as too large before anything is read", async ({ workspace, server }) => {
  const batch = one(replace({ block: `${"x".repeat(10 * 1024 * 1024)}\n` }));
  const cli = await workspace.patchctl(["apply-batch"], { input: JSON.stringify(batch) });
  const http = await server.call("POST", "/api/patches/apply", batch);
  const answer = (await http.json()) as Record<string, unknown>;
  expect(["BLOCK_TOO_LARGE", "BODY_TOO_LARGE"]).toContain(codeOf(answer));
  expect(http.status).toBe(413);
  expect(codeOf(cli.json)).toBe("BLOCK_TOO_LARGE");
  expect(workspace.git("status", "--porcelain", "--", "src")).toBe("");
});

test("a file without permission is refused, not replaced", async ({ workspace }) => {
  // root may read everything, so under root the command runs as the user "nobody", who owns the workspace
  const uid = process.getuid?.() === 0 ? 65_534 : undefined;
  const path = join(workspace.root, "src/price.ts");
  const before = workspace.read("src/price.ts");
  if (uid !== undefined) execFileSync("chown", ["-R", String(uid), workspace.root]);
  chmodSync(path, 0o000);
  const args = ["replace-block", "--file", "src/price.ts", "--start", "2", "--end", "2", "--block", "x"];
  const unreadable = await workspace.patchctl(args, { uid });
  chmodSync(path, 0o644);
  chmodSync(join(workspace.root, "src"), 0o555);
  const unwritable = await workspace.patchctl(args, { uid });
  chmodSync(join(workspace.root, "src"), 0o755);
  expect(codeOf(unreadable.json)).toBe("FILE_UNREADABLE");
  expect(codeOf(unwritable.json)).toBe("FILE_UNWRITABLE");
  expect(workspace.read("src/price.ts")).toBe(before);
});

test("malformed JSON, a wrong token and a foreign Origin or Host are refused with their codes", async ({
  server,
}) => {
  const post = (body: string, headers: Record<string, string>) =>
    fetch(`${server.url}/api/patches/apply`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...headers },
    });
  const authorization = `Bearer ${server.token}`;
  const cases = [
    { answer: await post("{ not json", { authorization }), status: 400, code: "BAD_JSON" },
    { answer: await post("{}", { authorization: "Bearer mc_wrong" }), status: 401, code: "UNAUTHENTICATED" },
    { answer: await post("{}", {}), status: 401, code: "UNAUTHENTICATED" },
    {
      answer: await post("{}", { authorization, origin: "https://evil.example" }),
      status: 403,
      code: "FOREIGN_ORIGIN",
    },
  ];
  for (const { answer, status, code } of cases) {
    expect(answer.status, code).toBe(status);
    expect(await answer.json()).toMatchObject({ ok: false, code, error: expect.any(String) });
  }
});

test("a revoked token is refused from then on", async ({ server }) => {
  const made = (await (
    await server.call("POST", "/api/tokens", { name: "agent one", role: "agent" })
  ).json()) as {
    token: string;
    row: { id: string };
  };
  const ask = () =>
    fetch(`${server.url}/api/patches/logs`, { headers: { authorization: `Bearer ${made.token}` } });
  expect((await ask()).status).toBe(200);
  await server.call("DELETE", `/api/tokens/${made.row.id}`);
  const refused = await ask();
  expect(refused.status).toBe(401);
  expect(await refused.json()).toMatchObject({ ok: false, code: "TOKEN_REVOKED" });
});
