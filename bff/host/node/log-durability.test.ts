// A server process under load is killed with SIGKILL: whatever it had acknowledged is there, once, and the counts agree.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";

const main = join(import.meta.dirname, "main.ts");
const token = "mc_durability_0123456789abcdef0123456789";
const kills = 3;
const writers = 8;
let folder = "";
let child: ChildProcess | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mc-durable-"));
  mkdirSync(join(folder, "workspace"));
});
afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
});

async function startServer(): Promise<string> {
  const args = [
    "--workspace",
    join(folder, "workspace"),
    "--data",
    join(folder, "data"),
    "--port",
    "0",
    "--no-open",
  ];
  child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, MISSION_CONTROL_TOKEN: token, MISSION_CONTROL_LOG: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const started = child;
  return new Promise((resolve, reject) => {
    let said = "";
    started.stdout!.on("data", (part: Buffer) => {
      said += part;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url !== undefined) resolve(url);
    });
    started.once("exit", () => reject(new Error(`the server ended before it was ready: ${said}`)));
  });
}

/** Sends until the server is gone; answers the ids of the spans that were acknowledged, and the batch that was not. */
async function write(url: string, name: string, acknowledged: string[]): Promise<object[]> {
  for (let n = 0; ; n += 1) {
    const batch = Array.from({ length: 1 + (n % 20) }, (_, at) => ({
      trace_id: `${name}-${Math.floor(n / 3)}`,
      span_id: `${name}-${n}-${at}`,
      source: name,
      stage: "processing",
      operation: "write",
      start_us: 1_795_176_000_000_000 + n * 100 + at,
      duration_ms: 1,
    }));
    try {
      const response = await fetch(`${url}/api/logs`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(batch),
      });
      expect(await response.json()).toMatchObject({ ok: true, accepted: batch.length });
    } catch (error) {
      if (error instanceof TypeError || (error as Error).name === "SyntaxError") return batch;
      throw error;
    }
    acknowledged.push(...batch.map(({ span_id }) => span_id));
  }
}

const read = <T>(sql: string): T[] => {
  const db = new DatabaseSync(join(folder, "data/mission-control.db"));
  const rows = db.prepare(sql).all() as T[];
  db.close();
  return rows;
};

test("nothing acknowledged is lost to kill -9, and what is sent again after it is there once", async () => {
  const acknowledged: string[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const url = await startServer();
    const before = acknowledged.length;
    const writing = Array.from({ length: writers }, (_, n) => write(url, `w${kill}-${n}`, acknowledged));
    await expect.poll(() => acknowledged.length).toBeGreaterThan(before + 300 + kill * 217);
    child!.kill("SIGKILL");
    await once(child!, "exit");
    const unanswered = (await Promise.all(writing)).flat();

    const again = await startServer();
    await fetch(`${again}/api/logs`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(unanswered),
    });
    acknowledged.push(...unanswered.map((one) => (one as { span_id: string }).span_id));
    child!.kill("SIGKILL");
    await once(child!, "exit");
  }
  const stored = read<{ span_id: string }>("SELECT span_id FROM operation_logs WHERE operation = 'write'");
  expect(stored.map(({ span_id }) => span_id).toSorted()).toEqual(acknowledged.toSorted());
  const counted = read<{ rows: number }>(
    "SELECT sum(rows) AS rows FROM trace_summaries WHERE operation = 'write'",
  );
  expect(counted).toEqual([{ rows: stored.length }]);
  const minutes = read<{ count: number }>(
    "SELECT sum(count) AS count FROM span_minutes WHERE source LIKE 'w%'",
  );
  expect(minutes).toEqual([{ count: stored.length }]);
});
