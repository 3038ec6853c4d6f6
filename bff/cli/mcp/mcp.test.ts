import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../commands.ts";
import { builtPatchctl } from "../testing/built-patchctl.ts";
import { makeScratchRepo, type ScratchRepo } from "../testing/scratch-repo.ts";

const price = ["export const net = 10;", "export const vat = 2;", "export const gross = 12;", ""].join("\n");
let built: { path: string; dispose(): void };
let repo: ScratchRepo;
let client: Client;

beforeAll(async () => {
  built = await builtPatchctl();
});
afterAll(() => built.dispose());

async function connect(): Promise<Client> {
  repo = makeScratchRepo(built.path, { "src/price.ts": price });
  client = new Client({ name: "an agent", version: "1" });
  const args = [built.path, "mcp"];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: repo.root }));
  return client;
}

afterEach(async () => {
  await client.close();
  repo.dispose();
});

const answerOf = ({ structuredContent }: Awaited<ReturnType<Client["callTool"]>>) =>
  structuredContent as Record<string, unknown>;

describe("patchctl mcp, with the protocol's own client", () => {
  test("offers every other command as a tool that says what it takes", async () => {
    const { tools } = await (await connect()).listTools();
    const names = Object.keys(commands).filter((name) => name !== "mcp");
    expect(tools.map(({ name }) => name)).toEqual(names.map((name) => name.replaceAll("-", "_")));
    const replace = tools.find(({ name }) => name === "replace_block");
    expect(replace?.inputSchema.required).toEqual(["file", "start", "end", "block"]);
    expect(replace?.inputSchema.properties).toMatchObject({
      start: { type: "integer" },
      expect_hash: { type: "string" },
    });
    expect(tools.find(({ name }) => name === "context")?.annotations?.readOnlyHint).toBe(true);
    expect(client.getInstructions()).toContain("never write or overwrite a file yourself");
  });

  test("reads context, edits with its hash, shows and takes back, as the command line does", async () => {
    await connect();
    const read = await client.callTool({ name: "context", arguments: { file: "src/price.ts", line: [2] } });
    const { fileHash } = answerOf(read);
    const edit = {
      file: "src/price.ts",
      start: 2,
      end: 2,
      block: "export const vat = 3;",
      expect_hash: fileHash,
    };
    const done = answerOf(await client.callTool({ name: "replace_block", arguments: edit }));
    expect(done).toMatchObject({ ok: true, lines_added: 1, lines_removed: 1 });
    expect(repo.read("src/price.ts")).toBe(price.replace("vat = 2", "vat = 3"));
    const patch_id = String(done.patch_id);
    const shown = answerOf(await client.callTool({ name: "show", arguments: { patch_id } }));
    expect(shown.diff).toBe(done.diff);
    const again = await client.callTool({ name: "replay", arguments: { patch_ids: [patch_id] } });
    expect(answerOf(again)).toMatchObject({ ok: true, patches: 1 });
    expect(answerOf(await client.callTool({ name: "revert", arguments: { patch_id } }))).toMatchObject({
      ok: true,
    });
    expect(repo.read("src/price.ts")).toBe(price);
  });

  test("takes a diff and a batch, which the command line reads from standard input", async () => {
    await connect();
    const diff =
      "--- a/src/price.ts\n+++ b/src/price.ts\n@@ -1 +1 @@\n-export const net = 10;\n+export const net = 11;\n";
    expect(answerOf(await client.callTool({ name: "apply", arguments: { diff } }))).toMatchObject({
      ok: true,
    });
    const batch = { patches: [{ op: "append", file: "src/price.ts", block: "// end" }], requester: "coder" };
    expect(answerOf(await client.callTool({ name: "apply_batch", arguments: { batch } }))).toMatchObject({
      ok: true,
    });
    expect(repo.read("src/price.ts")).toBe(`${price.replace("10", "11")}// end\n`);
  });

  test("answers a refusal as an error with its code, and goes on", async () => {
    await connect();
    const edit = { file: "src/price.ts", start: 90, end: 90, block: "x" };
    const refused = await client.callTool({ name: "replace_block", arguments: edit });
    expect(refused.isError).toBe(true);
    expect(answerOf(refused)).toMatchObject({ ok: false, code: "LINE_OUT_OF_RANGE" });
    const without = await client.callTool({
      name: "replace_block",
      arguments: { file: "src/price.ts", start: "2", ende: 3 },
    });
    expect(without.isError).toBe(true);
    const { code, error } = answerOf(without) as { code: string; error: string };
    expect(code).toBe("INVALID_INPUT");
    for (const said of [
      'no argument "ende"',
      '"end" is missing',
      '"block" is missing',
      '"start" has to be an integer',
    ])
      expect(error).toContain(said);
    expect(answerOf(await client.callTool({ name: "doctor", arguments: {} })).ok).toBe(true);
    expect(repo.read("src/price.ts")).toBe(price);
  });

  test("goes on in the trace that the caller names by traceparent", async () => {
    await connect();
    const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    await client.callTool({
      name: "append",
      arguments: { file: "src/price.ts", block: "// end" },
      _meta: { traceparent: `00-${trace}-00f067aa0ba902b7-01` },
    });
    const { entries } = answerOf(await client.callTool({ name: "log", arguments: {} }));
    expect(entries).toMatchObject([{ trace_id: trace }]);
  });
});

describe("patchctl mcp, whose input ends", () => {
  const message = (about: object) => `${JSON.stringify({ jsonrpc: "2.0", ...about })}\n`;
  const hello = [
    message({
      id: 1,
      method: "initialize",
      params: {
        protocolVersion: "2025-06-18",
        capabilities: {},
        clientInfo: { name: "a script", version: "1" },
      },
    }),
    message({ method: "notifications/initialized" }),
  ].join("");
  const call = (id: number, name: string, given: object) =>
    message({ id, method: "tools/call", params: { name, arguments: given } });
  const answers = (out: string) =>
    out
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { id: number; result?: { structuredContent?: { ok: boolean } } });

  test("answers the calls that are under way before it ends", async () => {
    repo = makeScratchRepo(built.path, { "src/price.ts": price });
    const input = [
      hello,
      call(2, "append", { file: "src/price.ts", block: "// one" }),
      call(3, "replace_text", { file: "src/price.ts", old_text: "vat = 2", block: "vat = 3" }),
    ].join("");
    const { out, code } = await repo.patchctl(["mcp"], { input });
    expect(code).toBe(0);
    const byId = new Map(answers(out).map((each) => [each.id, each]));
    expect([...byId.keys()].sort()).toEqual([1, 2, 3]);
    expect(byId.get(2)?.result?.structuredContent?.ok).toBe(true);
    expect(byId.get(3)?.result?.structuredContent?.ok).toBe(true);
    expect(repo.read("src/price.ts")).toBe(`${price.replace("vat = 2", "vat = 3")}// one\n`);
  });

  test("ends where nothing was asked, and where a call was cancelled", async () => {
    repo = makeScratchRepo(built.path, { "src/price.ts": price });
    expect(await repo.patchctl(["mcp"])).toMatchObject({ code: 0, out: "" });
    const cancelled = message({ method: "notifications/cancelled", params: { requestId: 2 } });
    const input = [hello, call(2, "doctor", {}), cancelled].join("");
    const { out, code } = await repo.patchctl(["mcp"], { input });
    expect(code).toBe(0);
    expect(answers(out).some(({ id }) => id === 1)).toBe(true);
  });
});
