import type { CDPSession, Page } from "@playwright/test";
import { residentMb } from "../resident.ts";

/** What a page did while events streamed into it. */
export interface PageReport {
  /** milliseconds */
  longestTask: number;
  tasksOver100: number;
  /** MB (1,000,000 bytes) after a full collection: once the buffer was full, and at the end */
  heapMid: number;
  heapEnd: number;
  /** MB resident of the whole renderer process, DOM included, at the same two moments */
  rendererMid: number;
  rendererEnd: number;
  domNodes: number;
}

interface LongTask {
  start: number;
  duration: number;
}
type Watched = typeof globalThis & { longTasks: LongTask[] };

/** To be called before the page is opened. */
export const watchLongTasks = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const watched = globalThis as Watched;
    watched.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        watched.longTasks.push({ start: startTime, duration });
      }
    }).observe({ type: "longtask", buffered: true });
  });

/** Watches while `stream` runs: `half` is awaited before the first reading of the heap. */
export async function watchStream(
  page: Page,
  half: Promise<unknown>,
  stream: Promise<unknown>,
): Promise<PageReport> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const now = () => page.evaluate(() => performance.now());
  const start = await now();
  await half;
  // Measuring the heap stops the page for a full collection: that task is ours, not the page's.
  const [pausedFrom, heapMid, pausedTo] = [await now(), await heapMb(cdp), await now()];
  const rendererMid = await rendererMb(page);
  await stream;
  const end = await now();
  const heapEnd = await heapMb(cdp);
  const rendererEnd = await rendererMb(page);
  const tasks = (await page.evaluate(() => (globalThis as Watched).longTasks)).filter(
    (task) =>
      task.start >= start &&
      task.start <= end &&
      (task.start + task.duration < pausedFrom || task.start > pausedTo),
  );
  const durations = tasks.map(({ duration }) => duration);
  return {
    longestTask: Math.max(0, ...durations),
    tasksOver100: durations.filter((duration) => duration > 100).length,
    heapMid,
    heapEnd,
    rendererMid,
    rendererEnd,
    domNodes: await page.evaluate(() => document.querySelectorAll("*").length),
  };
}

/** The biggest renderer is the one with our page: the others are spares. */
async function rendererMb(page: Page): Promise<number> {
  const browser = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
  await browser.detach();
  return Math.max(...processInfo.filter(({ type }) => type === "renderer").map(({ id }) => residentMb(id)));
}

async function heapMb(cdp: CDPSession): Promise<number> {
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}
