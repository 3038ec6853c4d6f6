// Replays of a whole server: the patches of a trace made again, a server that stops or is killed meanwhile.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { call, replaceLine, setUpServers, start, stop, workspaceRoot } from "./fixtures/served.ts";

setUpServers();

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
type Served = Awaited<ReturnType<typeof start>>;

const patch = async (server: Served, line: number, text: string): Promise<string> => {
  const answer = await call(server, "POST", "/api/patches/apply", {
    ...replaceLine(line, text),
    traceId: trace,
  });
  expect(answer).toMatchObject({ ok: true });
  return answer.results[0].patch_id;
};

describe("the patches of a trace", () => {
  test("are made again in a scratch copy, and come to the same", async () => {
    const server = await start();
    const ids = [await patch(server, 2, "TWO"), await patch(server, 3, "THREE")];
    expect(
      await call(server, "POST", "/api/patches/apply", { ...replaceLine(90, "x"), traceId: trace }),
    ).toMatchObject({
      code: "LINE_OUT_OF_RANGE",
    });
    await patch(server, 1, "ONE");
    const { replay } = await call(server, "POST", `/api/traces/replay/${trace}`, {});
    expect(replay).toMatchObject({
      status: "completed",
      report: { patches_total: 3, patches_same: 3 },
    });
    expect(replay.report.patches.slice(0, 2)).toMatchObject(
      ids.map((patch_id) => ({ patch_id, file: "a.txt", same: true })),
    );
    expect(replay.report.patches[0].actual).toBe(replay.report.patches[0].expected);
    expect(readFileSync(join(workspaceRoot(), "a.txt"), "utf8")).toBe("ONE\nTWO\nTHREE\n");
    const { plan } = await call(server, "GET", `/api/traces/replay/${trace}`);
    expect(plan).toMatchObject({ patches: 3 });
  });

  test("that come out otherwise are errors in the replay's trace, and it has failed", async () => {
    const server = await start();
    await patch(server, 2, "TWO");
    const id = await patch(server, 3, "THREE");
    const record = join(workspaceRoot(), ".mission_control/patches", `${id}.json`);
    writeFileSync(record, readFileSync(record, "utf8").replace('"block":"THREE"', '"block":"four"'));
    const { new_trace, replay } = await call(server, "POST", `/api/traces/replay/${trace}`, {});
    expect(replay).toMatchObject({
      status: "failed",
      report: { patches_total: 2, patches_same: 1, reason: expect.stringContaining(`${id} in a.txt`) },
    });
    const { spans } = await call(server, "GET", `/api/traces/${new_trace}`);
    const [root] = spans;
    expect(root).toMatchObject({ status: "error", details: { failed: replay.report.reason } });
    expect(
      spans.filter(({ operation }: { operation: string }) => operation === "replay patch"),
    ).toMatchObject([
      {
        source: "mission-control",
        parent_span_id: root.span_id,
        status: "error",
        duration_us: 0,
        details: { patch_id: id, file: "a.txt", why: expect.stringContaining("four") },
      },
    ]);
  });

  test("are not replayed while their workspace is away", async () => {
    const server = await start({ data: join(workspaceRoot(), "..", "mc-replays-data") });
    onTestFinished(() =>
      rmSync(join(workspaceRoot(), "..", "mc-replays-data"), { recursive: true, force: true }),
    );
    await patch(server, 2, "TWO");
    renameSync(workspaceRoot(), `${workspaceRoot()}.away`);
    try {
      await expect
        .poll(() => call(server, "POST", `/api/traces/replay/${trace}`, {}))
        .toMatchObject({ ok: false, code: "WORKSPACE_UNAVAILABLE" });
    } finally {
      renameSync(`${workspaceRoot()}.away`, workspaceRoot());
    }
  });
});

/** An hour that has just begun. */
const anHour = (server: Served) =>
  call(server, "POST", "/api/logs", [
    {
      trace_id: "hour",
      span_id: "a",
      source: "ui",
      stage: "processing",
      operation: "wait",
      duration_ms: 3_600_000,
    },
    {
      trace_id: "hour",
      span_id: "b",
      parent_span_id: "a",
      source: "ui",
      stage: "processing",
      operation: "go",
      duration_ms: 1,
    },
  ]);

test("a server that stops answers whoever waits for a replay, and leaves none running", async () => {
  const server = await start();
  await anHour(server);
  const waiting = call(server, "POST", "/api/traces/replay/hour", { pace: "original" });
  await expect
    .poll(async () => (await call(server, "GET", "/api/traces/replays?status=running")).replays)
    .toMatchObject([{ original_trace: "hour" }]);
  await stop(server);
  expect(await waiting).toMatchObject({ ok: true, status: "aborted", spans: 1 });
});

test("a replay whose server was killed is aborted when it starts again, and its trace has an end", async () => {
  const token = "mc_replays_0123456789abcdef0123456789abcdef";
  const begin = async (): Promise<{ server: Served; child: ChildProcess }> => {
    const args = ["--workspace", workspaceRoot(), "--port", "0", "--no-open"];
    const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), ...args], {
      env: { ...process.env, MISSION_CONTROL_TOKEN: token, MISSION_CONTROL_LOG: "error" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let said = "";
    child.stdout!.on("data", (part: Buffer) => {
      said += part;
    });
    await expect.poll(() => said).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)![0];
    return { server: { url, adminToken: token } as Served, child };
  };
  const first = await begin();
  await anHour(first.server);
  const options = { pace: "original", wait: false };
  const { new_trace } = await call(first.server, "POST", "/api/traces/replay/hour", options);
  await expect
    .poll(async () => (await call(first.server, "GET", `/api/traces/${new_trace}`)).spans?.[2])
    .toMatchObject({ operation: "go", marks: [] });
  first.child.kill("SIGKILL");
  await once(first.child, "exit");

  const { server } = await begin();
  await expect
    .poll(async () => (await call(server, "GET", `/api/traces/replays/${new_trace}`)).replay)
    .toMatchObject({
      status: "aborted",
      spans: 1,
      report: { reason: "the server stopped while it was under way" },
    });
  const { spans } = await call(server, "GET", `/api/traces/${new_trace}`);
  expect(spans).toMatchObject([
    { stage: "replay_start", marks: [], duration_us: 1000 },
    { operation: "wait", marks: ["open"] },
    { operation: "go", marks: [] },
  ]);
  expect(await call(server, "POST", `/api/traces/replays/${new_trace}/abort`, {})).toMatchObject({
    code: "REPLAY_OVER",
  });
});
