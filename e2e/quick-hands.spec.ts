// Keys that come faster than what they ask for: none is lost, and none goes to what it was not meant for.
import type { Page, Route } from "@playwright/test";
import { expect, test } from "./fixtures/test.ts";
import { feed, openTraces, sendSpans, tree } from "./fixtures/traces.ts";

/** Answers to these addresses wait until `release` is called. */
async function hold(page: Page, url: RegExp): Promise<{ release(): void }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(url, async (route: Route) => {
    await released;
    await route.continue();
  });
  return { release };
}

/**
 * As close on each other as keys can be: what the page does of itself after a key is done before the next, no more.
 * `clicked` is clicked first, and the keys come in the frame in which it answers.
 */
const press = (page: Page, keys: readonly string[], clicked?: string) =>
  page.evaluate(
    async ({ keys, clicked }) => {
      if (clicked !== undefined) {
        document.querySelector<HTMLElement>(clicked)!.click();
        await new Promise(requestAnimationFrame);
      }
      for (const key of keys) {
        const init = { key, bubbles: true, cancelable: true };
        (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", init));
        await Promise.resolve();
      }
    },
    { keys, clicked },
  );

test("Esc closes a dialog from the moment on that it is there", async ({ signedIn: page }) => {
  // once before, so that only the opening is measured
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" }).locator("[data-autofocus]")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector("[role=dialog]") === null) return;
      observer.disconnect();
      const init = { key: "Escape", bubbles: true, cancelable: true };
      const ignored = document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", init));
      document.body.dataset.escape = ignored ? "ignored" : "taken";
    }).observe(document.body, { childList: true, subtree: true });
  });
  await page.keyboard.press("?");
  await expect(page.locator("body")).toHaveAttribute("data-escape", "taken");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("what is typed before the palette has come is typed into it; Esc calls it off", async ({
  signedIn: page,
  workspace,
}) => {
  await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const a = 1;"]);
  await expect(page.getByRole("row", { name: /report\.ts/ })).toBeVisible();
  const palette = await hold(page, /\/palette-[^/]*\.js/);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  // "p" would pause the stream, "v" make a table of it
  await page.keyboard.type("pvx");
  await page.keyboard.press("Backspace");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  palette.release();
  await expect(page.getByRole("combobox")).toHaveValue("pv");
  await page.keyboard.type("!");
  await expect(page.getByRole("combobox")).toHaveValue("pv!");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Stream" })).toBeChecked();
});

test("the focus that was taken elsewhere right after Esc stays there", async ({ signedIn: page, server }) => {
  await sendSpans(server, [{ trace_id: "one" }]);
  await openTraces(page, "/traces");
  await expect(feed(page).getByRole("option")).toHaveCount(1);
  await page.getByRole("button", { name: "Source: all" }).click();
  await expect(page.getByLabel("Find a source")).toBeFocused();
  await press(page, ["Escape", "/"]);
  await expect(page.getByLabel("Find a source")).toHaveCount(0);
  const search = page.getByRole("searchbox", { name: "Search traces and spans" });
  await expect(search).toBeFocused();
  await page.keyboard.type("words");
  await expect(search).toHaveValue("words");
});

test("what is closed in the frame in which it opened is gone at once", async ({ signedIn: page, server }) => {
  await sendSpans(server, [{ trace_id: "one" }]);
  await openTraces(page, "/traces");
  await expect(feed(page).getByRole("option")).toHaveCount(1);
  await press(page, ["Escape", "/"], "[aria-label='Source: all']");
  await expect(page.getByRole("searchbox", { name: "Search traces and spans" })).toBeFocused();
});

test("keys go on from the trace that the last one opened, while that is still on its way", async ({
  signedIn: page,
  server,
}) => {
  // as an id may be written, too
  const ids = ["first", "second/%2F ü", "third"];
  await sendSpans(
    server,
    ids.map((trace_id, n) => ({ trace_id, operation: `of ${n}`, at_ms: -n })),
  );
  await openTraces(page, "/traces");
  await expect(feed(page).getByRole("option")).toHaveCount(3);
  await press(page, ["j", "j", "j", "k", "h", "h", "h"]);
  await expect(tree(page).getByRole("row", { name: /of 1/ })).toBeVisible();
  await expect(page).toHaveURL(/\/traces\/second%2F%252F%20%C3%BC\?show=history$/);
});

test("a patch that is closed right after a step stays closed", async ({ signedIn: page, workspace }) => {
  for (const file of ["src/report.ts", "src/price.ts"])
    await workspace.patchctl(["append", "--file", file, "--block", "export const a = 1;"]);
  await page.getByRole("row", { name: /price\.ts/ }).click();
  await expect(page).toHaveURL(/patch=/);
  const addresses: string[] = [];
  page.on("framenavigated", (frame) => addresses.push(frame.url()));
  await page.clock.install();
  await page.keyboard.press("j");
  await page.keyboard.press("Escape");
  await page.clock.runFor(1000);
  await expect(page).not.toHaveURL(/patch=/);
  expect(addresses.at(-1)).not.toMatch(/patch=/);
});

test("what comes in before the page hears of news is there once it does", async ({
  signedIn: page,
  server,
}) => {
  await page.addInitScript(() => {
    const Real = WebSocket;
    const opens: (() => void)[] = [];
    Object.assign(window, { openSockets: () => opens.splice(0).map((open) => open()) });
    function Late(url: string | URL) {
      if (!String(url).includes("/traces/live")) return new Real(url);
      const late: Partial<WebSocket> = { close() {} };
      opens.push(() => {
        const real = new Real(url);
        for (const name of ["onopen", "onmessage", "onclose", "onerror"] as const)
          real[name] = (event: Event) => late[name]?.call(real, event as never);
      });
      return late;
    }
    Object.assign(window, { WebSocket: Object.setPrototypeOf(Late, Real) });
  });
  const openSockets = () => page.evaluate(() => (window as never as { openSockets(): void }).openSockets());
  await sendSpans(server, [{ trace_id: "early", span_id: "1" }]);
  await openTraces(page, "/traces/early");
  await expect(tree(page).getByRole("row")).toHaveCount(1);
  await expect(feed(page).getByRole("option")).toHaveCount(1);
  await sendSpans(server, [{ trace_id: "unheard" }, { trace_id: "early", span_id: "2" }]);
  await openSockets();
  await expect(feed(page).getByRole("option")).toHaveCount(2);
  await expect(tree(page).getByRole("row")).toHaveCount(2);

  await openTraces(page, "/traces/compare?a=early&b=unheard");
  const first = page.getByRole("treegrid", { name: "Spans of the first trace" });
  await expect(first.getByRole("row", { name: /work/ })).toHaveCount(2);
  await sendSpans(server, [{ trace_id: "early", span_id: "3" }]);
  await openSockets();
  await expect(first.getByRole("row", { name: /work/ })).toHaveCount(3);
});
