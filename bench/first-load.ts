// How much JavaScript a browser has to fetch before it shows the first screen, as gzip would send it.
import { gzipSync } from "node:zlib";
import type { Response } from "@playwright/test";
import { openBrowser } from "./browser.ts";
import { startOurServer } from "./our-server.ts";
import type { BenchOptions, Row } from "./row.ts";
import { median, spread } from "./stats.ts";

interface Load {
  /** KB (1,000 bytes) gzipped */
  before: number;
  after: number;
  files: number;
  /** milliseconds from the click on the sign-in link to the live list */
  shownIn: number;
}

async function load(link: string): Promise<Load> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const scripts: Response[] = [];
    page.on("response", (response) => {
      if (response.request().resourceType() === "script") scripts.push(response);
    });
    const weigh = async (responses: Response[]) => {
      const bodies = await Promise.all(responses.map((response) => response.body()));
      return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1_000;
    };
    const start = Date.now();
    await page.goto(link);
    await page.getByText("Live", { exact: true }).waitFor();
    const shownIn = Date.now() - start;
    const first = [...scripts];
    await page.waitForLoadState("networkidle");
    return {
      before: await weigh(first),
      after: await weigh(scripts.slice(first.length)),
      files: first.length,
      shownIn,
    };
  } finally {
    await browser.close();
  }
}

export async function measure({ quick }: BenchOptions): Promise<Row[]> {
  const server = await startOurServer();
  try {
    const loads: Load[] = [];
    for (let i = 0; i < (quick ? 1 : 5); i += 1) loads.push(await load(server.link));
    const before = loads.map((each) => each.before);
    return [
      {
        what: "first load: JavaScript before the first screen, gzipped",
        ours: `${median(before).toFixed(0)} KB in ${loads[0]!.files} files`,
        peer: "none",
        ratio: null,
        spread: spread(before, "KB", 0),
        target: "<= 200 KB",
        met: median(before) <= 200,
        note: `the list is live ${median(loads.map(({ shownIn }) => shownIn)).toFixed(0)} ms after the sign-in link is opened; ${median(loads.map(({ after }) => after)).toFixed(0)} KB more are fetched afterwards, while nobody waits`,
      },
    ];
  } finally {
    await server.stop();
  }
}
