import type { Page } from "@playwright/test";
import { seriousFindings } from "./fixtures/serious-findings.ts";
import { expect, test } from "./fixtures/test.ts";
import { feed, openTraces, sendSpans, tree } from "./fixtures/traces.ts";

const figure = (page: Page) => page.getByRole("button", { name: /^Latency of the last hour/ });
const panel = (page: Page) => page.getByRole("dialog", { name: "Latency" });

test("a slow request is found by how long it took: of one source, then the bar, then the trace", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, [
    { trace_id: "quick", span_id: "q", source: "data-factory", duration_ms: 9 },
    { trace_id: "slow", span_id: "s", source: "data-factory", operation: "SELECT tasks", duration_ms: 1900 },
    { trace_id: "slow", span_id: "t", parent_span_id: "s", source: "data-factory", duration_ms: 3 },
    { trace_id: "build", span_id: "b", source: "builder", duration_ms: 70_000 },
  ]);
  await openTraces(page, "/traces");
  await expect(feed(page).getByRole("option")).toHaveCount(3);
  await expect(figure(page)).toHaveAccessibleName(/95 % at most 1 min 40 s$/);

  await figure(page).click();
  await panel(page).getByLabel("Of which source").selectOption("data-factory");
  await expect(page).toHaveURL(/source=data-factory/);
  await expect(feed(page).getByRole("option")).toHaveCount(2);
  // its own operations alone
  await expect(figure(page)).toHaveAccessibleName(
    "Latency of the last hour of data-factory: half took at most 10 ms, 95 % at most 2 s",
  );
  await expect(panel(page).getByText("3 operations")).toBeVisible();

  const bars = panel(page).getByRole("radio");
  await bars.last().focus();
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/min_ms=1000/);
  await expect(feed(page).getByRole("option")).toHaveCount(1);
  await expect(panel(page).getByRole("radio", { name: /^1 s or longer: 1 up to 2 s$/ })).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(panel(page)).toHaveCount(0);

  await feed(page).getByRole("option").click();
  await expect(tree(page).getByRole("row", { name: /SELECT tasks/ })).toBeVisible();
  // what was quick stands back, in the list and in the waterfall
  await page.getByRole("button", { name: "Show all lengths" }).click();
  await expect(page).not.toHaveURL(/min_ms/);
  await expect(feed(page).getByRole("option")).toHaveCount(2);
});

test("a source that did nothing in the last hour has no latency, and another can be chosen", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, [{ trace_id: "one", source: "data-factory" }]);
  await openTraces(page, "/traces?source=gone");
  await expect(figure(page)).toHaveAccessibleName(/of gone: nothing that says how long it took$/);
  await figure(page).click();
  await expect(panel(page).getByText("Nothing of the last hour says how long it took.")).toBeVisible();
  await panel(page).getByLabel("Of which source").selectOption("all sources");
  await expect(page).not.toHaveURL(/source=/);
  await expect(panel(page).getByText("1 operation")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
});

test("however much the screen is narrowed to, all of its bar stays within the window", async ({
  signedIn: page,
  server,
}) => {
  const source = "registry-mirror-eu-central-1.internal.example";
  await sendSpans(server, [{ trace_id: "one", source }]);
  const search = new URLSearchParams({
    source,
    stage: "processing",
    operation: "GET /registry/v2/packages/a-name-that-does-not-end",
    status: "error",
    min_ms: "500",
    minute: new Date(Math.floor(server.lately / 60_000_000) * 60_000).toISOString(),
  });
  await openTraces(page, `/traces?${search}`);
  const bar = page.getByRole("search", { name: "Narrow the traces" });
  const last = bar.getByRole("button", { name: "Pause" });
  await expect(last).toBeVisible();
  for (const width of [1440, 1280, 1024, 900, 820]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(last, `at ${width}`).toBeInViewport({ ratio: 1 });
    await expect(bar.getByRole("searchbox"), `at ${width}`).toBeInViewport({ ratio: 1 });
  }
});
