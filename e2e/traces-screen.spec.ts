import type { Page } from "@playwright/test";
import { seriousFindings } from "./fixtures/serious-findings.ts";
import { expect, test } from "./fixtures/test.ts";
import { details, feed, openTraces, sendSpans, tree } from "./fixtures/traces.ts";

const option = (page: Page, name: string) =>
  feed(page).getByRole("option", { name: new RegExp(`^${name}\\b`) });
const scrollTop = (page: Page) => feed(page).evaluate((element) => element.scrollTop);
/** Nothing scrolls any more, as after a turn of the wheel it does for some frames. */
const atRest = async (page: Page) => {
  let before = -1;
  await expect
    .poll(async () => {
      const now = await scrollTop(page);
      const same = now === before;
      before = now;
      return same;
    })
    .toBe(true);
};
/** The trace that is read near the top edge. */
const lineRead = (page: Page) =>
  feed(page).evaluate((element) => {
    const box = element.getBoundingClientRect();
    return document.elementFromPoint(box.left + 40, box.top + 80)?.closest("[role=option]")?.id;
  });
/** Sixty traces, the last begun first. */
const many = Array.from({ length: 60 }, (_, n) => ({
  trace_id: `trace-${n}`,
  span_id: `s-${n}`,
  at_ms: -n,
}));

test("the list leads to what fails while nobody has scrolled, and stays where it is read after that", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, many);
  await openTraces(page, "/traces");
  await expect(option(page, "trace-0")).toBeInViewport();
  await expect(option(page, "trace-50")).toHaveCount(0);

  await sendSpans(server, [{ trace_id: "trace-50", span_id: "late", status: "error", at_ms: -40 }]);
  await expect(option(page, "trace-50")).toBeInViewport();
  await expect(option(page, "trace-50")).toContainText("error");
  await atRest(page);

  // the reader goes on by hand, and is left in peace
  await feed(page).hover();
  await page.mouse.wheel(0, -800);
  await expect(option(page, "trace-50")).not.toBeInViewport();
  await atRest(page);
  const top = await scrollTop(page);
  const line = await lineRead(page);
  await sendSpans(server, [
    { trace_id: "newer-1", at_ms: 1000 },
    { trace_id: "newer-2", at_ms: 2000, status: "error" },
  ]);
  const missed = page.getByRole("button", { name: "2 new, 1 failed" });
  await expect(missed).toBeVisible();
  await expect.poll(() => scrollTop(page)).toBe(top + 2 * 55);
  await expect.poll(() => lineRead(page)).toBe(line);
  expect(await seriousFindings(page)).toEqual([]);

  await missed.click();
  await expect(option(page, "newer-2")).toBeInViewport();
  await expect(missed).toHaveCount(0);
});

test("paused, nothing moves, whatever fails", async ({ signedIn: page, server }) => {
  await sendSpans(server, many);
  await openTraces(page, "/traces");
  await expect(option(page, "trace-0")).toBeVisible();
  // news come in: what is sent from now on is heard of
  await sendSpans(server, [{ trace_id: "newest", at_ms: 1 }]);
  await expect(option(page, "newest")).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await sendSpans(server, [{ trace_id: "trace-50", span_id: "late", status: "error", at_ms: -40 }]);
  await expect(page.getByRole("button", { name: "1 new" })).toBeVisible();
  expect(await scrollTop(page)).toBe(0);
  await page.getByRole("button", { name: "1 new" }).click();
  await expect(option(page, "trace-50")).toBeInViewport();
});

test("one factory is focused on by the palette: list, waterfall and figures are its own, and a key shows all again", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, [
    { trace_id: "both", span_id: "1", source: "agent-factory", duration_ms: 50 },
    { trace_id: "both", span_id: "2", parent_span_id: "1", source: "ops-factory" },
    { trace_id: "other", source: "data-factory" },
  ]);
  await openTraces(page, "/traces/both");
  await expect(tree(page).getByRole("row")).toHaveCount(2);
  await expect(
    page.getByRole("grid", { name: "Operations by source and minute" }).getByRole("row"),
  ).toHaveCount(3);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("focus ops");
  await expect(page.getByRole("option", { selected: true })).toContainText("Focus on ops-factory");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/source=ops-factory/);
  await expect(feed(page).getByRole("option")).toHaveCount(1);
  await expect(page.getByRole("button", { name: /operations a minute of ops-factory$/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "ops-factory", pressed: true })).toBeInViewport();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("x");
  await expect(feed(page).getByRole("option")).toHaveCount(2);
});

test("the heatmap is walked by keys, from a minute to the name of its source", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, [{ trace_id: "t", source: "agent-factory" }]);
  await openTraces(page, "/traces");
  const heatmap = page.getByRole("grid", { name: "Operations by source and minute" });
  await expect(heatmap).toBeVisible();
  await page.keyboard.press("m");
  await expect(heatmap).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/source=agent-factory/);
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/source=/);
});

test("in a narrow window list, details and heatmap are drawers, opened and left by keys", async ({
  signedIn: page,
  server,
}) => {
  await page.setViewportSize({ width: 800, height: 900 });
  await sendSpans(server, [
    { trace_id: "one", details: { word: "first" } },
    { trace_id: "two", at_ms: -1 },
  ]);
  await openTraces(page, "/traces");
  await expect(feed(page).getByRole("option")).toHaveCount(2);
  await option(page, "one").click();
  await expect(tree(page).getByRole("row")).toHaveCount(1);
  await expect(feed(page)).toHaveCount(0);
  const room = (await tree(page).boundingBox())!;
  expect(room.width).toBeGreaterThan(700);
  expect(await seriousFindings(page), "waterfall").toEqual([]);

  await page.keyboard.press("v");
  await expect(page.getByRole("dialog", { name: "Details" })).toContainText("one");
  expect(await seriousFindings(page), "details").toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  await expect(page.getByRole("dialog", { name: "Throughput by source" })).toBeVisible();
  expect(await seriousFindings(page), "heatmap").toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("l");
  await expect(page.getByRole("dialog", { name: "Traces" })).toBeVisible();
  await expect(feed(page)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/traces\/two/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("Shift and the arrows go far, and every key is told of", async ({ signedIn: page, server }) => {
  await sendSpans(server, [
    { trace_id: "keys", span_id: "1", duration_ms: 1000, operation: "all" },
    { trace_id: "keys", span_id: "2", parent_span_id: "1", operation: "early" },
  ]);
  await openTraces(page, "/traces/keys");
  const early = tree(page).getByRole("row", { name: /early/ });
  await expect(early).toBeVisible();
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.press("Shift+ArrowUp");
  await expect(early).toContainText("earlier than shown");
  for (let press = 0; press < 8; press++) await page.keyboard.press("Shift+ArrowLeft");
  await expect(early).not.toContainText("earlier than shown");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(early).toContainText("earlier than shown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(early).not.toContainText("earlier than shown");
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  for (const told of [
    "Much earlier",
    "Zoom in far",
    "Row above, below",
    "To throughput by source",
    "Critical path",
  ])
    await expect(keys.getByText(told, { exact: true })).toBeVisible();
  await expect(keys.getByText("Shift+←", { exact: true })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
});

test("a patch leads to its trace, and the trace to its patches", async ({
  signedIn: page,
  server,
  workspace,
}) => {
  workspace.write(".mission_control/policy.json", JSON.stringify({ check: "none" }));
  const answer = await server.call("POST", "/api/patches/apply", {
    requester: "ai-coder",
    traceId: "with-patch",
    patches: [{ op: "append", file: "src/report.ts", block: "export const more = 1;", patch_id: "p-traced" }],
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  await sendSpans(server, [{ trace_id: "with-patch", operation: "edit" }]);
  await openTraces(page, "/patches?patch=p-traced");
  await page.getByRole("link", { name: "with-patch" }).click();
  await expect(page).toHaveURL(/\/traces\/with-patch/);
  await expect(tree(page).getByRole("row", { name: /edit/ })).toBeVisible();
  await details(page).getByRole("link", { name: "Patches of this trace" }).click();
  await expect(page).toHaveURL(/\/patches\?trace=with-patch/);
  await expect(page.getByRole("row", { name: /applied.*report\.ts/ })).toBeVisible();
});

test("in a long trace a closer look leads to the rows that begin in it", async ({
  signedIn: page,
  server,
}) => {
  const spans = Array.from({ length: 200 }, (_, n) => ({
    trace_id: "long",
    span_id: `s${n}`,
    parent_span_id: n === 0 ? null : "s0",
    operation: `step ${n}`,
    at_ms: n * 10,
    duration_ms: n === 0 ? 2000 : 5,
  }));
  await sendSpans(server, spans);
  await openTraces(page, "/traces/long");
  await expect(tree(page).getByRole("row", { name: /step 3 / })).toBeVisible();
  const leads = page.getByRole("button", { name: /begin in this window$/ });
  const map = (await page.locator("[data-minimap]").boundingBox())!;
  const drawn = async (from: number, to: number) => {
    await page.mouse.move(map.x + map.width * from, map.y + 10);
    await page.mouse.down();
    await page.mouse.move(map.x + map.width * to, map.y + 10, { steps: 4 });
    await page.mouse.up();
  };
  await drawn(0.8, 0.9);
  await expect(leads).toHaveText(/^(19|20|21) spans begin/);
  await leads.click();
  await expect(
    tree(page)
      .getByRole("row", { name: /step 16[01] / })
      .first(),
  ).toBeVisible();
  await expect(leads).toHaveCount(0);
  // drawn from outside of the window it lies elsewhere; its rows are above by now
  await page.locator("[data-minimap]").dblclick({ position: { x: 5, y: 5 } });
  await drawn(0.1, 0.2);
  await expect(leads).toBeVisible();
  await page.keyboard.press(".");
  await expect(
    tree(page)
      .getByRole("row", { name: /step 2[01] / })
      .first(),
  ).toBeVisible();
  await expect(leads).toHaveCount(0);
});
