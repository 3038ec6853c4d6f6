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

test("wherever a part does not come the screen stays, says which, and asks for it again", async ({
  signedIn: page,
  server,
  workspace,
}) => {
  await sendSpans(server, [{ trace_id: "one" }]);
  await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const a = 1;"]);
  const row = page.getByRole("row", { name: /report\.ts/ });
  const again = (what: string) =>
    page
      .getByRole("alert")
      .filter({ hasText: `${what} could not be loaded` })
      .getByRole("button");
  const corner = page.getByText("This could not be loaded", { exact: true });
  const screen = (name: string) =>
    page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name });

  const panel = await without(page, "patch-panel");
  await row.click();
  await expect(again("The patch")).toBeVisible();
  await expect(row).toBeVisible();
  await panel();
  await again("The patch").click();
  await expect(page.getByRole("complementary", { name: "Patch" })).toContainText("export const a = 1;");
  await page.keyboard.press("Escape");

  const custody = await without(page, "custody-screen");
  await screen("Custody").click();
  await expect(again("Custody")).toBeVisible();
  await custody();
  await again("Custody").click();
  await expect(page.getByRole("heading", { name: "Edits that went around" })).toBeVisible();

  // what opens over a narrow screen, and is there closed before
  const drawer = await without(page, "drawer");
  await page.setViewportSize({ width: 800, height: 900 });
  await screen("Patches").click();
  await row.click();
  await expect(corner).toBeVisible();
  await expect(page).not.toHaveURL(/patch=/);
  await drawer();
  await row.click();
  await expect(page.getByRole("dialog", { name: "Patch" })).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });

  const [console, history] = [
    await without(page, "replay-console"),
    await without(page, "replay-history-drawer"),
  ];
  await openTraces(page, "/traces/one?tab=replay");
  await expect(again("The replay console")).toBeVisible();
  await console();
  await again("The replay console").click();
  await expect(page.getByRole("button", { name: /dry/i })).toBeVisible();
  await page.keyboard.press("H");
  await expect(corner).toBeVisible();
  await expect(feed(page).getByRole("option")).toHaveCount(2);
  await history();
  await page.keyboard.press("H");
  await expect(page.getByRole("dialog", { name: "Past replays" })).toBeVisible();

  const picker = await without(page, "trace-picker");
  await page.goto(new URL("/traces/compare?a=one", page.url()).href);
  await expect(corner).toBeVisible();
  await picker();
  await page.getByRole("button", { name: "Second trace…" }).click();
  await expect(page.getByRole("dialog", { name: "Second trace" })).toBeVisible();
});
