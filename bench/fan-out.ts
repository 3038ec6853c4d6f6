// One publisher, five hundred sockets: how late the last of them is at 200 events a second, and how many events get
// through at all. Publisher, server and readers are processes of their own; the readers are the same for every server.
import { type ContenderName, installed } from "./hub/contenders.ts";
import type { ReadersReport } from "./hub/readers.ts";
import { withSession } from "./hub/session.ts";
import type { BenchOptions, Row } from "./row.ts";
import { median, short, spread } from "./stats.ts";

const SOCKETS = 500;
const EVENTS_PER_SECOND = 200;
/** events before the clock starts, so that no server is measured while its code is still being compiled */
const WARM_UP = 500;

async function latency(name: ContenderName, seconds: number): Promise<ReadersReport> {
  return withSession(name, SOCKETS, async ({ publisher, report, complete }) => {
    const published = await publisher.ask<number>("pace", { perSecond: EVENTS_PER_SECOND, seconds });
    await complete(published, 20);
    return report();
  });
}

/** Deliveries a second, from the first publication to the last socket's last event. */
async function saturation(name: ContenderName, events: number): Promise<number> {
  return withSession(name, SOCKETS, async ({ publisher, readers, report, complete }) => {
    await readers.ask("untimed");
    await publisher.ask("blast", WARM_UP);
    await complete(WARM_UP, 30);
    await readers.ask("expect", WARM_UP + events);
    const start = await publisher.ask<number>("blast", events);
    await complete(WARM_UP + events, 60);
    const { completeAt, lost, doubled } = await report();
    if (lost + doubled > 0) throw new Error(`${name}: ${lost} lost, ${doubled} doubled at saturation`);
    return (events * SOCKETS) / ((completeAt - start) / 1_000);
  });
}

async function runs<T>(count: number, run: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < count; i += 1) results.push(await run());
  return results;
}

export async function measure({ quick }: BenchOptions): Promise<Row[]> {
  const count = quick ? 1 : 5;
  const peers = (["bare ws", "nchan"] as const).filter(installed);
  const ours = await runs(count, () => latency("ours", quick ? 6 : 60));
  const p99 = ours.map((report) => report.p99);
  const lost = ours.reduce((sum, report) => sum + report.lost, 0);
  const doubled = ours.reduce((sum, report) => sum + report.doubled, 0);
  const theirs: string[] = installed("nchan") ? [] : ["nchan: not installed"];
  for (const peer of peers) {
    const reports = await runs(count, () => latency(peer, quick ? 6 : 12));
    const mid = (of: (report: ReadersReport) => number) => median(reports.map(of)).toFixed(1);
    theirs.push(`${peer}: p50 ${mid(({ p50 }) => p50)}, p99 ${mid(({ p99 }) => p99)} ms`);
  }
  const rows: Row[] = [
    {
      what: `fan-out, ${SOCKETS} sockets, ${EVENTS_PER_SECOND} events/s, ${quick ? 6 : 60} s: publish to receive`,
      ours: `p50 ${median(ours.map(({ p50 }) => p50)).toFixed(1)}, p99 ${median(p99).toFixed(1)} ms; lost ${lost}, doubled ${doubled}`,
      peer: theirs.join("; "),
      ratio: null,
      spread: spread(p99, "ms"),
      target: "lost or doubled 0, p99 < 50 ms",
      met: lost === 0 && doubled === 0 && median(p99) < 50,
      note: "ours is durable before it is sent: each event is written to SQLite with its custody row",
    },
  ];

  const events = quick ? 1_000 : 4_000;
  const rates = new Map<ContenderName, number[]>();
  // Taken in turn, so that a slow minute of the machine falls on all of them.
  for (let i = 0; i < count; i += 1) {
    for (const name of ["ours", ...peers] as const) {
      rates.set(name, [...(rates.get(name) ?? []), await saturation(name, events)]);
    }
  }
  const mine = rates.get("ours")!;
  for (const [peer, floor] of [
    ["bare ws", 0.9],
    ["nchan", 1],
  ] as const) {
    const peerRates = rates.get(peer);
    const ratio = peerRates ? median(mine) / median(peerRates) : null;
    rows.push({
      what: `fan-out at saturation, ${SOCKETS} sockets, against ${peer}`,
      ours: `${short(median(mine))} deliveries/s`,
      peer: peerRates ? `${peer}: ${short(median(peerRates))} deliveries/s` : `${peer}: not installed`,
      ratio,
      spread: `ours ${short(Math.min(...mine))} to ${short(Math.max(...mine))} (${mine.length} runs)`,
      target: `>= ${floor}x`,
      met: ratio === null ? null : ratio >= floor,
    });
  }
  return rows;
}
