// Log rows on their way into the store: how many a second over HTTP against what SQLite itself takes of the same rows,
// and how many single events a second against a route that does nothing with them.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { WebSocket } from "ws";
import { migrations } from "../bff/db/migrations/all.ts";
import { batch, otlpBody, rowOf } from "./ingest/made-logs.ts";
import type { SenderInput, SenderReport } from "./ingest/sender.ts";
import { type OurServer, startOurServer } from "./our-server.ts";
import type { BenchOptions, Row } from "./row.ts";
import { median, short, spread } from "./stats.ts";
import { startWorker } from "./worker.ts";

const here = import.meta.dirname;
const BATCH = 500;

/** Rows a second that a loop without a server stores: same columns and indexes, as durable, a transaction a batch. */
function bareLoop(batches: number): number {
  const folder = mkdtempSync(join(tmpdir(), "bench-ingest-"));
  const db = new DatabaseSync(join(folder, "bare.db"));
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  const traces = migrations.find(({ name }) => name === "traces")!;
  for (const statement of traces.statements) db.exec(statement);
  const insert =
    db.prepare(`INSERT INTO operation_logs (timestamp, trace_id, span_id, parent_span_id, source, stage,
    operation, task_uuid, start_us, duration_ms, status, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  let ms = 0;
  for (let n = 0; n < batches; n += 1) {
    const rows = batch(n, BATCH).map(rowOf);
    const start = performance.now();
    db.exec("BEGIN IMMEDIATE");
    for (const row of rows) insert.run(...row);
    db.exec("COMMIT");
    ms += performance.now() - start;
  }
  db.close();
  rmSync(folder, { recursive: true, force: true });
  return (batches * BATCH) / (ms / 1000);
}

/** What a process of its own sends, as fast as it is answered. */
async function send(input: SenderInput): Promise<SenderReport> {
  const sender = startWorker(join(here, "ingest/sender.ts"));
  try {
    return await sender.ask<SenderReport>("send", input);
  } finally {
    await sender.stop();
  }
}

async function ours<T>(measureIt: (server: OurServer) => Promise<T>): Promise<T> {
  const server = await startOurServer();
  try {
    return await measureIt(server);
  } finally {
    await server.stop();
  }
}

/** Somebody who watches every span, as the Traces screen does. */
async function watch(url: string, token: string): Promise<{ told(): number; close(): void }> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/api/traces/live`, {
    headers: { authorization: `Bearer ${token}` },
    perMessageDeflate: false,
  });
  let told = 0;
  socket.on("message", () => {
    told += 1;
  });
  await once(socket, "open");
  return { told: () => told, close: () => socket.terminate() };
}

/** Rows a second over HTTP, with somebody who watches; the bodies are made before the clock starts. */
function ourBatches(encoding: "json" | "protobuf", batches: number, connections: number): Promise<number> {
  return ours(async ({ url, token }) => {
    const warmUp = 40;
    const bodies = Array.from({ length: warmUp + batches }, (_, n) =>
      encoding === "json" ? JSON.stringify(batch(n, BATCH)) : otlpBody(n, BATCH),
    );
    const path = encoding === "json" ? "/api/logs" : "/v1/traces";
    const type = encoding === "json" ? "application/json" : "application/x-protobuf";
    const watcher = await watch(url, token);
    const report = await send({ url: url + path, type, tokens: [token], connections, warmUp, bodies });
    if (watcher.told() === 0) throw new Error("who watched was told of no span");
    watcher.close();
    return (batches * BATCH) / (report.ms / 1000);
  });
}

const single = (count: number, url: string, tokens: string[]): SenderInput => ({
  url,
  type: "application/json",
  tokens,
  connections: 32,
  warmUp: 2000,
  bodies: Array.from({ length: 2000 + count }, (_, n) => JSON.stringify(batch(n, 1)[0])),
});

/** Tokens of eight agents. */
const agents = ({ url, token }: OurServer): Promise<string[]> =>
  Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      const response = await fetch(`${url}/api/tokens`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ name: `agent-${n}`, role: "agent" }),
      });
      return ((await response.json()) as { token: string }).token;
    }),
  );

const perSecond = async (input: Promise<SenderReport>, count: number): Promise<number> =>
  count / ((await input).ms / 1000);

async function parsingRoute(count: number): Promise<number> {
  const route = startWorker(join(here, "ingest/parsing-route.ts"));
  try {
    const url = await route.ask<string>("listen");
    return await perSecond(send(single(count, `${url}/api/logs`, ["none"])), count);
  } finally {
    await route.stop();
  }
}

export async function measure({ quick }: BenchOptions): Promise<Row[]> {
  const runs = quick ? 1 : 5;
  const batches = quick ? 60 : 300;
  const events = quick ? 4000 : 30_000;
  const found = { bare: [], json: [], protobuf: [], single: [], route: [] } as Record<string, number[]>;
  for (let n = 0; n < runs; n += 1) {
    found.bare!.push(bareLoop(batches));
    found.json!.push(await ourBatches("json", batches, 4));
    found.protobuf!.push(await ourBatches("protobuf", batches, 4));
    found.route!.push(await parsingRoute(events));
    found.single!.push(
      await ours(async (server) =>
        perSecond(send(single(events, `${server.url}/api/logs`, await agents(server))), events),
      ),
    );
  }
  const row = (what: string, mine: number[], peer: string, theirs: number[], least: number): Row => {
    const ratio = median(mine) / median(theirs);
    return {
      what,
      ours: `${short(median(mine))}/s`,
      peer: `${peer}: ${short(median(theirs))}/s`,
      ratio,
      spread: spread(mine, "/s", 0),
      target: `>= ${least}x`,
      met: ratio >= least,
    };
  };
  return [
    row("log rows, batches of 500 as JSON over HTTP", found.json!, "bare node:sqlite loop", found.bare!, 0.5),
    row("spans, batches of 500 as OTLP protobuf", found.protobuf!, "bare node:sqlite loop", found.bare!, 0.3),
    row(
      "single events, 32 connections, durable",
      found.single!,
      "Hono route that only parses",
      found.route!,
      0.5,
    ),
  ];
}
