import type { Page } from "@playwright/test";

/** What a page did while a trace was opened, scrolled and worked with. Milliseconds. */
export interface TraceReport {
  firstRows: number;
  scrollP95: number;
  /** the slowest answer to a click or a key, as Event Timing tells it (steps of 8; below 16 is told as 0) */
  slowest: number;
  domNodes: number;
  heapMb: number;
}

type Watched = typeof globalThis & { slowest: number };

/** What the page prints when its first rows stand, before the milliseconds. */
const ROWS_STAND = "first rows after";

/** To be called before the page is opened. */
export const watchTrace = (page: Page): Promise<unknown> =>
  page.addInitScript((said) => {
    const watched = globalThis as Watched;
    watched.slowest = 0;
    const look = () => {
      if (document.querySelector("[role=treegrid] [role=row]")) console.debug(said, performance.now());
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.slowest = Math.max(watched.slowest, duration);
    }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  }, ROWS_STAND);

/** Opens the trace by its address, as a link does, and works with it. */
export async function workWithTrace(page: Page, url: string): Promise<TraceReport> {
  // told by the page: to ask it puts Playwright's own scripts into it, which are compiled in between its tasks
  const told = page.waitForEvent("console", (message) => message.text().startsWith(ROWS_STAND));
  await page.goto(url, { waitUntil: "commit" });
  const firstRows = Number((await told).text().slice(ROWS_STAND.length));
  await page.waitForLoadState("networkidle");
  const scrollP95 = await page.evaluate(scrollOn);
  const domNodes = await page.evaluate(() => document.querySelectorAll("*").length);
  await page.evaluate(() => {
    (globalThis as Watched).slowest = 0;
  });
  const box = (await page.getByRole("treegrid", { name: "Spans" }).boundingBox())!;
  await page.mouse.click(box.x + 60, box.y + 100);
  for (const key of ["f", "f", "+", "+", "d", "0", "]", "[", "p", "o", "c", "c"]) {
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  // the last frames have to be told of
  await page.evaluate(() => new Promise((done) => setTimeout(done, 200)));
  const slowest = await page.evaluate(() => (globalThis as Watched).slowest);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = (await cdp.send("Runtime.getHeapUsage")) as { usedSize: number };
  return { firstRows, scrollP95, slowest, domNodes, heapMb: usedSize / 1e6 };
}

/** 300 frames of 120 pixels, as a wheel turned steadily; the 95th percentile of the time between two frames. */
function scrollOn(): Promise<number> {
  const element = document.querySelector("[role=treegrid]")!;
  return new Promise((done) => {
    const gaps: number[] = [];
    let last = performance.now();
    const step = (now: number) => {
      gaps.push(now - last);
      last = now;
      element.scrollTop += 120;
      if (gaps.length < 300) requestAnimationFrame(step);
      else done(gaps.slice(1).sort((a, b) => a - b)[284]!);
    };
    requestAnimationFrame(step);
  });
}
