import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/test.ts";
import { feed, openTraces, sendSpans } from "./fixtures/traces.ts";

/** From now on this file of the page does not come, as when the server is away. Answers what ends that. */
async function without(page: Page, file: string): Promise<() => Promise<void>> {
  const url = `**/assets/${file}-*.js`;
  await page.route(url, (route) => route.abort());
  return () => page.unroute(url);
}

test("a part of the page that does not come leaves the screen as it is, and is there once it comes", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, [{ trace_id: "one" }]);
  const back = await without(page, "latency-panel");
  await openTraces(page, "/traces");
  const figure = page.getByRole("button", { name: /^Latency of the last hour/ });
  const panel = page.getByRole("dialog", { name: "Latency" });
  await figure.click();
  await expect(panel.getByRole("alert")).toContainText("The server did not answer.");
  await expect(feed(page).getByRole("option")).toHaveCount(1);

  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await back();
  await figure.click();
  await expect(panel.getByLabel("Of which source")).toBeVisible();
});

test("a part in its place says that it is missing, the screen goes on, and it can be asked for again", async ({
  signedIn: page,
  server,
  workspace,
}) => {
  await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const a = 1;"]);
  await sendSpans(server, [{ trace_id: "one" }]);
  const screens = [
    {
      file: "patch-panel",
      what: "The patch panel",
      at: "/patches",
      stays: page.getByRole("row", { name: /report\.ts/ }),
    },
    { file: "replay-console", what: "The replay console", at: "/traces/one?tab=replay", stays: feed(page) },
  ];
  for (const { file, what, at, stays } of screens) {
    const back = await without(page, file);
    await openTraces(page, at);
    await expect(stays).toBeVisible();
    if (at === "/patches") await stays.click();
    const said = page.getByRole("alert").filter({ hasText: `${what} could not be loaded` });
    await expect(said).toContainText("The server did not answer.");
    await expect(stays).toBeVisible();
    await back();
    await said.getByRole("button", { name: "Try again" }).click();
    await expect(said).toHaveCount(0);
  }
  await expect(page.getByRole("button", { name: "Start dry run" })).toBeVisible();

  const back = await without(page, "custody-screen");
  // of a screen that does not come the page is loaded anew, once
  const anew = page.waitForEvent("load");
  await page.getByRole("link", { name: "Custody" }).click();
  await anew;
  await expect(page.getByRole("alert")).toContainText("This screen could not be loaded");
  await back();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Nothing is open", { exact: true })).toBeVisible();

  for (const [file, at] of [
    ["replay-history-drawer", "/traces?replays=all"],
    ["trace-picker", "/traces/compare?a=one"],
  ] as const) {
    await without(page, file);
    await openTraces(page, at);
    if (file === "trace-picker") await page.getByRole("button", { name: /^Second trace: none/ }).click();
    await expect(page.getByText("This could not be loaded", { exact: true }).first()).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});

test("a tooltip that does not come is none", async ({ signedIn: page, server }) => {
  await sendSpans(server, [{ trace_id: "one" }]);
  await without(page, "tooltip-bubble");
  await openTraces(page, "/traces");
  await expect(feed(page).getByRole("option")).toHaveCount(1);
  const missed = page.waitForEvent("requestfailed", (request) => request.url().includes("tooltip-bubble"));
  await page.getByRole("button", { name: /operations a minute$/ }).hover();
  await missed;
  // what is drawn after that is still the screen
  await page.getByRole("radio", { name: "History" }).click();
  await expect(page).toHaveURL(/show=history/);
  await expect(feed(page).getByRole("option")).toHaveCount(1);
});

test("what opens over the screen and does not come is said, and the screen stays", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, [{ trace_id: "one" }]);
  await without(page, "log-dialog");
  await openTraces(page, "/traces/one");
  await page.getByRole("button", { name: /full log$/i }).click();
  await expect(page.getByText("This could not be loaded", { exact: true })).toBeVisible();
  await expect(feed(page).getByRole("option")).toHaveCount(1);
});

test("what draws the words in the corner is asked for again with the next of them", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, [{ trace_id: "one" }]);
  await without(page, "log-dialog");
  const back = await without(page, "toast-list");
  await openTraces(page, "/traces/one");
  const log = page.getByRole("button", { name: /full log$/i });
  const missed = page.waitForEvent("requestfailed", (request) => request.url().includes("toast-list"));
  await log.click();
  await missed;
  await back();
  await expect(async () => {
    await log.click();
    await expect(page.getByText("This could not be loaded", { exact: true })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(feed(page).getByRole("option")).toHaveCount(1);
});
