// A trace of 10,000 spans, and one of 100,000, opened by their address in a real Chromium: when do the first rows stand,
// how smoothly does it scroll, how soon does it answer, how much is in the page?
import { openBrowser } from "./browser.ts";
import { type OurServer, startOurServer } from "./our-server.ts";
import type { BenchOptions, Row } from "./row.ts";
import { median, spread } from "./stats.ts";
import { madeTrace } from "./trace-view/made-trace.ts";
import { type TraceReport, watchTrace, workWithTrace } from "./trace-view/watch-trace.ts";

const BATCH = 5_000;

async function send(server: OurServer, traceId: string, count: number): Promise<void> {
  const events = madeTrace(traceId, count, Date.now() * 1000 - 60_000_000);
  for (let from = 0; from < events.length; from += BATCH) {
    const answer = await fetch(`${server.url}/api/logs`, {
      method: "POST",
      headers: { authorization: `Bearer ${server.token}`, "content-type": "application/json" },
      body: JSON.stringify(events.slice(from, from + BATCH)),
    });
    if (!answer.ok) throw new Error(`spans were not taken: ${await answer.text()}`);
  }
}

async function runs(server: OurServer, link: string, traceId: string, count: number): Promise<TraceReport[]> {
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const first = await context.newPage();
    await first.goto(link);
    await first.getByText("Live", { exact: true }).waitFor();
    await first.close();
    const reports: TraceReport[] = [];
    for (let run = 0; run < count; run += 1) {
      const page = await context.newPage();
      await watchTrace(page);
      reports.push(await workWithTrace(page, `${server.url}/traces/${traceId}`));
      await page.close();
    }
    return reports;
  } finally {
    await browser.close();
  }
}

/** Of one size; `judged`: the targets are for it. */
function rowsOf(spans: number, reports: TraceReport[], judged: boolean): Row[] {
  const of = (pick: (report: TraceReport) => number) => reports.map(pick);
  const what = `trace of ${spans.toLocaleString("en")} spans in Chromium`;
  const row = (name: string, values: number[], unit: string, target: string, most: number): Row => ({
    what: `${what}: ${name}`,
    ours: `${median(values).toFixed(0)} ${unit}`.trim(),
    peer: "not measured here",
    ratio: null,
    spread: spread(values, unit, 0),
    target: judged ? target : "usable",
    met: judged ? median(values) < most : null,
  });
  return [
    {
      ...row(
        "navigation to first rows",
        of((r) => r.firstRows),
        "ms",
        "< 500 ms",
        500,
      ),
      note: "with the page's own files in the browser's cache. Jaeger UI 1.74 on such a machine: 1.1 s",
    },
    row(
      "scrolling, p95 between frames",
      of((r) => r.scrollP95),
      "ms",
      "< 20 ms",
      20,
    ),
    {
      ...row(
        "slowest answer to a click or key",
        of((r) => r.slowest),
        "ms",
        "INP < 100 ms",
        100,
      ),
      note: "select, next span, zoom, pan, fold and unfold all, critical path",
    },
    {
      ...row(
        "DOM elements",
        of((r) => r.domNodes),
        "",
        "< 3,000",
        3000,
      ),
      note: `heap ${median(of((r) => r.heapMb)).toFixed(1)} MB. Jaeger UI 1.74: 8,000 nodes, 39 MB`,
    },
  ];
}

export async function measure({ quick }: BenchOptions): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [spans, judged] of [
    [10_000, true],
    [100_000, false],
  ] as const) {
    // a server of its own for each: nothing of the other is in its caches
    const server = await startOurServer();
    try {
      await send(server, "made", spans);
      rows.push(...rowsOf(spans, await runs(server, server.link, "made", quick ? 1 : 5), judged));
    } finally {
      await server.stop();
    }
  }
  return rows;
}
