// A thousand events a second for a minute into a real Chromium that shows the patch stream: is any task long enough to
// be felt, and does memory stay flat once the page's buffer is full? The peer appends rows naively from a bare socket.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openBrowser } from "./browser.ts";
import { naivePage } from "./live/naive-page.ts";
import { type PageReport, watchLongTasks, watchStream } from "./live/watch-page.ts";
import { startOurServer } from "./our-server.ts";
import type { BenchOptions, Row } from "./row.ts";
import { median, spread } from "./stats.ts";
import { startWorker } from "./worker.ts";

const EVENTS_PER_SECOND = 1_000;
/** flat: what a minute may add to the heap after its first half has filled the buffer */
const HEAP_GROWTH = 1.1;

async function ours(seconds: number): Promise<PageReport & { rate: number }> {
  const browser = await openBrowser();
  const server = await startOurServer();
  const publisher = startWorker(join(import.meta.dirname, "live/patch-publisher.ts"));
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await watchLongTasks(page);
    await page.goto(server.link);
    await page.getByText("Live", { exact: true }).waitFor();
    await page.waitForLoadState("networkidle");
    const stream = publisher.ask<number>("run", {
      port: server.port,
      token: server.token,
      perSecond: EVENTS_PER_SECOND,
      seconds,
    });
    const report = await watchStream(page, wait((seconds / 2) * 1_000), stream);
    await page.getByRole("row").first().waitFor(); // a page that shows nothing is calm as well
    return { ...report, rate: await stream };
  } finally {
    // The next run finds no renderer of this one.
    await browser.close();
    await Promise.all([publisher.stop(), server.stop()]);
  }
}

async function naive(seconds: number): Promise<PageReport> {
  const browser = await openBrowser();
  const server = startWorker(join(import.meta.dirname, "hub/bare-ws-server.ts"));
  const publisher = startWorker(join(import.meta.dirname, "hub/publisher.ts"));
  const pages = createServer();
  try {
    const port = await server.ask<number>("port");
    await publisher.ask("open", { url: `ws://127.0.0.1:${port}/pub`, padding: 700 });
    pages.on("request", (_, response) =>
      response.setHeader("content-type", "text/html").end(naivePage(port)),
    );
    await once(pages.listen(0, "127.0.0.1"), "listening");
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await watchLongTasks(page);
    await page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => document.title === "open");
    const stream = publisher.ask("pace", { perSecond: EVENTS_PER_SECOND, seconds });
    return await watchStream(page, wait((seconds / 2) * 1_000), stream);
  } finally {
    // The next run finds no renderer of this one.
    await browser.close();
    pages.close();
    await Promise.all([publisher.stop(), server.stop()]);
  }
}

export async function measure({ quick }: BenchOptions): Promise<Row[]> {
  const seconds = quick ? 12 : 60;
  const mine: Awaited<ReturnType<typeof ours>>[] = [];
  const theirs: PageReport[] = [];
  for (let i = 0; i < (quick ? 1 : 5); i += 1) {
    mine.push(await ours(seconds));
    theirs.push(await naive(seconds));
  }
  const mid = (reports: PageReport[], of: (report: PageReport) => number) => median(reports.map(of));
  const longest = mine.map(({ longestTask }) => longestTask);
  const growth = mine.map(({ heapMid, heapEnd }) => heapEnd / heapMid);
  const rate = median(mine.map((report) => report.rate));
  const kept = rate >= 0.95 * EVENTS_PER_SECOND;
  const unjudged = kept ? "" : "; not judged: this machine, now, could not be made to send as many events";
  const what = `live stream in Chromium, ${EVENTS_PER_SECOND} events/s for ${seconds} s`;
  return [
    {
      what: `${what}: longest task`,
      ours: `${median(longest).toFixed(0)} ms; over 100 ms: ${mine.reduce((sum, { tasksOver100 }) => sum + tasksOver100, 0)}`,
      peer: `naive page: ${mid(theirs, (r) => r.longestTask).toFixed(0)} ms; over 100 ms: ${theirs.reduce((sum, { tasksOver100 }) => sum + tasksOver100, 0)}`,
      ratio: null,
      spread: spread(longest, "ms", 0),
      target: "no task over 100 ms",
      met: kept ? Math.max(...longest) <= 100 : null,
      note: `${mid(mine, (r) => r.domNodes)} DOM nodes at the end, naive page ${mid(theirs, (r) => r.domNodes)}; events acknowledged: ${rate.toFixed(0)}/s${unjudged}; 0 ms means that no task took 50 ms`,
    },
    {
      what: `${what}: heap, half way to end`,
      ours: `${mid(mine, (r) => r.heapMid).toFixed(1)} to ${mid(mine, (r) => r.heapEnd).toFixed(1)} MB`,
      peer: `naive page: ${mid(theirs, (r) => r.heapMid).toFixed(1)} to ${mid(theirs, (r) => r.heapEnd).toFixed(1)} MB`,
      ratio: null,
      spread: `growth ${spread(growth, "x", 2)}`,
      target: `flat (<= ${HEAP_GROWTH}x)`,
      met: kept && !quick ? median(growth) <= HEAP_GROWTH : null,
      note: `${quick ? "the buffer is not full in a quick run; " : ""}whole renderer process, DOM included: ${mid(mine, (r) => r.rendererMid).toFixed(0)} to ${mid(mine, (r) => r.rendererEnd).toFixed(0)} MB; naive page ${mid(theirs, (r) => r.rendererMid).toFixed(0)} to ${mid(theirs, (r) => r.rendererEnd).toFixed(0)} MB`,
    },
  ];
}
