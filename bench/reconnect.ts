// Five hundred sockets cut at once every five seconds while events flow: each has to end with every event, once, in order.
import type { ContenderName } from "./hub/contenders.ts";
import type { ReadersReport } from "./hub/readers.ts";
import { withSession } from "./hub/session.ts";
import type { BenchOptions, Row } from "./row.ts";
import { median, spread } from "./stats.ts";

const SOCKETS = 500;
const EVENTS_PER_SECOND = 200;
const CUT_EVERY_MS = 5_000;

async function run(
  name: ContenderName,
  seconds: number,
): Promise<{ report: ReadersReport; published: number }> {
  return withSession(name, SOCKETS, async ({ publisher, readers, report, complete }) => {
    let cutting: Promise<void> = Promise.resolve();
    const knife = setInterval(() => {
      cutting = cutting.then(() => readers.ask("cut"));
    }, CUT_EVERY_MS);
    const published = await publisher.ask<number>("pace", { perSecond: EVENTS_PER_SECOND, seconds });
    clearInterval(knife);
    await cutting;
    // the last cut may have been the last thing to happen: those sockets still have to hear of what they missed
    await complete(published, name === "ours" ? 20 : 2);
    return { report: await report(), published };
  });
}

export async function measure({ quick }: BenchOptions): Promise<Row[]> {
  const seconds = quick ? 12 : 30;
  const ours: Awaited<ReturnType<typeof run>>[] = [];
  for (let i = 0; i < (quick ? 1 : 5); i += 1) ours.push(await run("ours", seconds));
  const peer = await run("bare ws", quick ? 12 : 30);
  const total = (of: (report: ReadersReport) => number) =>
    ours.reduce((sum, { report }) => sum + of(report), 0);
  const expected = ours.reduce((sum, { published }) => sum + published * SOCKETS, 0);
  const [received, lost, doubled, resyncs] = [
    total((r) => r.received),
    total((r) => r.lost),
    total((r) => r.doubled),
    total((r) => r.resyncs),
  ];
  const catchUps = ours.map(({ report }) => report.catchUpP99);
  return [
    {
      what: `reconnect, ${SOCKETS} sockets cut every ${CUT_EVERY_MS / 1_000} s at ${EVENTS_PER_SECOND} events/s, ${seconds} s`,
      ours: `${received} of ${expected} received; lost ${lost}, doubled ${doubled}, resyncs ${resyncs}; caught up in p50 ${median(ours.map(({ report }) => report.catchUpP50)).toFixed(0)}, p99 ${median(catchUps).toFixed(0)} ms`,
      peer: `bare ws (no resume): ${peer.report.lost} of ${peer.published * SOCKETS} lost`,
      ratio: null,
      spread: `p99 ${spread(catchUps, "ms", 0)}`,
      target: "every client ends with every event once, in order",
      met: received === expected && lost === 0 && doubled === 0 && resyncs === 0,
    },
  ];
}
