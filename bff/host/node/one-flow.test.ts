import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { newHttpBatchRpcSession } from "capnweb";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Answer } from "./fixtures/app.ts";
import { rowsOf } from "./fixtures/rows-of.ts";
import { call, replaceLine, setUpServers, start, workspaceRoot } from "./fixtures/served.ts";

setUpServers();

type Server = Awaited<ReturnType<typeof start>>;

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const inFlow = { traceparent: `00-${trace}-00f067aa0ba902b7-01` };

const patchctlPath = join(import.meta.dirname, "../../cli/patchctl.ts");

/** Runs beside the server, which it reports to. */
async function patchctl(...words: string[]): Promise<Answer> {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [patchctlPath, ...words], { cwd: workspaceRoot() });
  return JSON.parse(stdout) as Answer;
}

async function post(server: Server, path: string, body: unknown, headers: Record<string, string> = inFlow) {
  const answer = await fetch(server.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${server.adminToken}`, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Answer;
}

describe("all that is done in one flow has its trace id, in the patches, the custody chain and the log", () => {
  /** `operation`: what the log is to say was called. */
  async function expectOneTrace(server: Server, operation: string, patches: number): Promise<void> {
    await vi.waitFor(() => {
      expect(rowsOf("SELECT 1 FROM patch_events")).toHaveLength(patches);
      const logged = rowsOf("SELECT DISTINCT operation, trace_id FROM operation_logs");
      expect(logged).toContainEqual({ operation, trace_id: trace });
    });
    const events = rowsOf("SELECT trace_id FROM patch_events");
    expect(events).toEqual(Array.from({ length: patches }, () => ({ trace_id: trace })));
    const custody = rowsOf("SELECT trace_id FROM patch_custody");
    expect(custody.length).toBeGreaterThan(patches);
    expect(new Set(custody.map(({ trace_id }) => trace_id))).toEqual(new Set([trace]));
    expect(await call(server, "GET", "/api/custody/verify")).toMatchObject({ intact: true });
  }

  test("an edit over HTTP and its revert", async () => {
    const server = await start();
    const { results } = await post(server, "/api/patches/apply", replaceLine(2, "TWO"));
    const undone = await post(server, `/api/patches/${results[0].patch_id}/revert`, {});
    expect(undone).toMatchObject({ ok: true });
    await expectOneTrace(server, "patches.revert", 2);
    const { custody } = await call(server, "GET", `/api/patches/${results[0].patch_id}/custody`);
    expect(custody.at(-1)).toMatchObject({ event_type: "patch_reverted", trace_id: trace });
  });

  test("an edit over RPC", async () => {
    const server = await start();
    const request = new Request(`${server.url}/rpc`, {
      headers: { authorization: `Bearer ${server.adminToken}` },
    });
    const api = newHttpBatchRpcSession(request) as unknown as {
      PatchOps: { applyPatches(batch: unknown, flow: unknown): Promise<Answer> };
    };
    expect(await api.PatchOps.applyPatches(replaceLine(2, "TWO"), inFlow)).toMatchObject({ ok: true });
    await expectOneTrace(server, "patches.apply", 1);
  });

  test("an edit by patchctl --trace-id, and its revert", async () => {
    const server = await start();
    const where = ["--file", "a.txt", "--start", "2", "--end", "2", "--block", "TWO"];
    const { patch_id } = await patchctl("replace-block", ...where, "--trace-id", trace);
    await patchctl("revert", patch_id, "--trace-id", trace);
    await expectOneTrace(server, "patches.recordEvent", 2);
  });

  test("an edit by patchctl mcp", async () => {
    const server = await start();
    const client = new Client({ name: "an agent", version: "1" });
    onTestFinished(() => client.close());
    const run = { command: process.execPath, args: [patchctlPath, "mcp"], cwd: workspaceRoot() };
    await client.connect(new StdioClientTransport(run));
    const edit = { file: "a.txt", start: 2, end: 2, block: "TWO", trace_id: trace };
    const { structuredContent } = await client.callTool({ name: "replace_block", arguments: edit });
    expect(structuredContent).toMatchObject({ ok: true });
    await expectOneTrace(server, "patches.recordEvent", 1);
  });
});

test("what patchctl reports of one run is one flow, also where nobody named a trace", async () => {
  await start();
  const block = ["--block", "export const one = 1;"];
  for (const [file, flags] of [
    ["a.ts", []],
    ["b.ts", ["--trace-id", "named"]],
  ] as const) {
    const { patch_id } = await patchctl("create-file", "--file", file, ...block, ...flags);
    const flow = `SELECT trace_id FROM patch_events WHERE patch_id = '${patch_id}'`;
    const calls = `SELECT DISTINCT operation FROM operation_logs WHERE trace_id = (${flow}) ORDER BY operation`;
    await vi.waitFor(() =>
      expect(rowsOf(calls)).toEqual([{ operation: "patches.check" }, { operation: "patches.recordEvent" }]),
    );
    const rows = rowsOf(`SELECT DISTINCT trace_id FROM patch_custody WHERE patch_id = '${patch_id}'`);
    expect(rows).toEqual(rowsOf(flow));
  }
  expect(rowsOf("SELECT DISTINCT trace_id FROM operation_logs")).toHaveLength(2);
});

test("a revert in another flow than its patch is of its own flow, and the patch stays in its", async () => {
  const server = await start();
  const { results } = await post(server, "/api/patches/apply", replaceLine(2, "TWO"));
  const [{ patch_id }] = results;
  const undone = await post(
    server,
    `/api/patches/${patch_id}/revert`,
    {},
    { "x-trace-id": "second-thoughts" },
  );
  expect(rowsOf("SELECT patch_id, trace_id FROM patch_events ORDER BY id")).toEqual([
    { patch_id, trace_id: trace },
    { patch_id: undone.result.patch_id, trace_id: "second-thoughts" },
  ]);
  const { custody } = await call(server, "GET", `/api/patches/${patch_id}/custody`);
  expect(custody.at(-1)).toMatchObject({ event_type: "patch_reverted", trace_id: "second-thoughts" });
  expect(custody.at(-2)).toMatchObject({ trace_id: trace });
});

test("the custody chain is read newest first, page by page, whole or of one flow", async () => {
  const server = await start();
  await post(server, "/api/patches/apply", replaceLine(2, "TWO"));
  await post(server, "/api/patches/apply", replaceLine(3, "THREE"), { "x-trace-id": "another" });
  const all = await call(server, "GET", "/api/custody");
  expect(all.rows.map(({ id }: Answer) => id)).toEqual([4, 3, 2, 1]);
  expect(all.next).toBeNull();
  const first = await call(server, "GET", `/api/custody?trace_id=${trace}&limit=1`);
  expect(first.rows).toMatchObject([{ event_type: "patch_applied", trace_id: trace }]);
  const second = await call(server, "GET", `/api/custody?trace_id=${trace}&limit=1&before=${first.next}`);
  expect(second).toMatchObject({ rows: [{ event_type: "patch_requested", trace_id: trace }], next: null });
  expect((await call(server, "GET", "/api/custody?trace_id=nobodys")).rows).toEqual([]);
});
