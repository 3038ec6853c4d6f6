// A server with nobody at it: how soon it answers after it was started, and what it holds in memory.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { startOurServer } from "./our-server.ts";
import { residentMb } from "./resident.ts";
import type { BenchOptions, Row } from "./row.ts";
import { median, spread } from "./stats.ts";
import { machineMs } from "./worker.ts";

interface Idle {
  /** milliseconds from the start of the process to its first answer */
  firstAnswer: number;
  residentMb: number;
}

/** Asks until something answers; machine time of that answer. */
async function answeredAt(port: number, path: string): Promise<number> {
  for (;;) {
    const answered = await new Promise<boolean>((resolve) => {
      get({ port, path, host: "127.0.0.1", agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      }).on("error", () => resolve(false));
    });
    if (answered) return machineMs();
    await wait(2);
  }
}

async function ours(settleMs: number): Promise<Idle> {
  const port = await freePort();
  const starting = startOurServer({ port });
  const [server, at] = await Promise.all([starting, answeredAt(port, "/healthz")]);
  await wait(settleMs);
  const idle = { firstAnswer: at - server.askedAt, residentMb: residentMb(server.pid) };
  await server.stop();
  return idle;
}

/** The least there can be: Node with one HTTP server that says ok. */
async function bareNode(settleMs: number): Promise<Idle> {
  const port = await freePort();
  const askedAt = machineMs();
  const code = `require("node:http").createServer((_, r) => r.end("ok")).listen(${port}, "127.0.0.1")`;
  const child = spawn(process.execPath, ["-e", code], { stdio: "ignore" });
  const at = await answeredAt(port, "/");
  await wait(settleMs);
  const idle = { firstAnswer: at - askedAt, residentMb: residentMb(child.pid!) };
  child.kill();
  await once(child, "exit");
  return idle;
}

export async function measure({ quick }: BenchOptions): Promise<Row[]> {
  const settleMs = quick ? 1_000 : 5_000;
  const mine: Idle[] = [];
  const bare: Idle[] = [];
  for (let i = 0; i < (quick ? 2 : 7); i += 1) {
    mine.push(await ours(settleMs));
    bare.push(await bareNode(settleMs));
  }
  const row = (what: string, of: (idle: Idle) => number, unit: string, most: number): Row => {
    const [my, their] = [median(mine.map(of)), median(bare.map(of))];
    return {
      what,
      ours: `${my.toFixed(0)} ${unit}`,
      peer: `bare node:http server: ${their.toFixed(0)} ${unit}`,
      ratio: my / their,
      spread: spread(mine.map(of), unit, 0),
      target: `<= ${most} ${unit}`,
      met: my <= most,
    };
  };
  return [
    row("idle server: start to first answer", ({ firstAnswer }) => firstAnswer, "ms", 700),
    row("idle server: resident memory", (idle) => idle.residentMb, "MB", 120),
  ];
}
