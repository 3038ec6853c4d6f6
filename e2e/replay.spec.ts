import type { Page } from "@playwright/test";
import { startFactory } from "./fixtures/factory.ts";
import { offBy } from "./fixtures/ghost-offset.ts";
import { pressChord } from "./fixtures/press-chord.ts";
import { seriousFindings } from "./fixtures/serious-findings.ts";
import type { StartedServer } from "./fixtures/server.ts";
import { expect, test } from "./fixtures/test.ts";
import { details, openTraces, sendSpans, tree } from "./fixtures/traces.ts";

/** A request, what was done for it, a call that failed. `slow`: as many times as long. */
const flow = (trace_id: string, slow = 1) =>
  [
    { span_id: "a", operation: "updateTaskStatus", stage: "request_received", at: 0, ms: 300 },
    { span_id: "b", parent_span_id: "a", operation: "insert rows", at: 20, ms: 60 },
    {
      span_id: "c",
      parent_span_id: "a",
      operation: "GITHUB.openPR",
      stage: "outbound_call",
      at: 100,
      ms: 120,
    },
    {
      span_id: "d",
      parent_span_id: "c",
      source: "ops",
      operation: "notify",
      status: "error",
      at: 120,
      ms: 40,
    },
  ].map(({ at, ms, span_id, parent_span_id, ...rest }) => ({
    ...rest,
    trace_id,
    span_id: `${trace_id}-${span_id}`,
    ...(parent_span_id === undefined ? {} : { parent_span_id: `${trace_id}-${parent_span_id}` }),
    at_ms: at * slow,
    duration_ms: ms * slow,
  }));

/** Notes that the example factory made, and a call of somebody who cannot be asked. */
const notes = (trace_id: string) => [
  { trace_id, span_id: "r", source: "shop", operation: "order", duration_ms: 900 },
  ...["draft-note", "draft-note"].map((operation, n) => ({
    trace_id,
    span_id: `n${n}`,
    parent_span_id: "r",
    source: "note-factory",
    operation,
    at_ms: 100 + n * 300,
    duration_ms: 120,
    details: { message: "remember the milk" },
  })),
  {
    trace_id,
    span_id: "m",
    parent_span_id: "r",
    source: "mailer",
    operation: "send",
    at_ms: 700,
    duration_ms: 90,
  },
];

const ghosts = (page: Page, mode: "dry" | "live") => tree(page).locator(`[data-ghost=${mode}]`);
const summary = (page: Page) => details(page).getByRole("region", { name: "Summary of the replay" });
const history = (page: Page) => page.getByRole("dialog", { name: "Past replays" });
const startsDry = (page: Page) => details(page).getByRole("button", { name: "Start dry run" });

test("a dry run lies under its original, equal in every call, and its link brings all of it back", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, flow("flow-1"));
  await openTraces(page, "/traces/flow-1");
  await expect(tree(page).getByRole("row")).toHaveCount(4);
  await page.keyboard.press("R");
  await expect(details(page).getByLabel("Trace", { exact: true })).toHaveValue("flow-1");
  await expect(details(page).getByText(/4 spans are rebuilt.*it takes 300 ms/)).toBeVisible();
  expect(await seriousFindings(page), "idle").toEqual([]);
  await startsDry(page).click();
  await expect(ghosts(page, "dry")).toHaveCount(4);
  await expect(summary(page)).toContainText("completed");
  await expect(summary(page)).toContainText("4 of 4, 1 error");
  await expect(summary(page)).toContainText("300 ms, as long as before");
  await expect.poll(async () => Math.max(...(await offBy(page)))).toBeLessThan(1.01);
  expect(await seriousFindings(page), "done").toEqual([]);

  await page.reload();
  await expect(ghosts(page, "dry")).toHaveCount(4);
  await expect(summary(page)).toContainText("completed");
  await page.keyboard.press("G");
  await expect(ghosts(page, "dry")).toHaveCount(0);
  await expect(page).toHaveURL(/ghosts=off/);
  await page.getByRole("button", { name: "dry run", exact: true }).click();
  await expect(ghosts(page, "dry")).toHaveCount(4);

  await summary(page).getByRole("link", { name: "View in timeline" }).click();
  await expect(tree(page).getByRole("row")).toHaveCount(5);
  const cyan = "rgb(0, 188, 212)";
  const bar = tree(page).getByRole("row").nth(1).locator("[data-track] > span").first();
  await expect(bar).toHaveCSS("background-color", cyan);
  await page.keyboard.press("R");
  await details(page).getByRole("button", { name: "Show under its original" }).click();
  await expect(page).toHaveURL(/traces\/flow-1\?/);
  await summary(page).getByRole("link", { name: "Compare" }).click();
  await expect(page).toHaveURL(/traces\/compare\?a=flow-1&b=[0-9a-f]{32}/);
});

test("one at the original pace is followed as it goes, and stopped half way", async ({
  signedIn: page,
  server,
}) => {
  // for so long a second call is under way, and no third one
  const [a, b, c, d] = flow("flow-slow");
  await sendSpans(server, [
    { ...a, duration_ms: 100_000 },
    { ...b, at_ms: 500, duration_ms: 60_000 },
    { ...c, at_ms: 70_000 },
    { ...d, at_ms: 80_000 },
  ]);
  await openTraces(page, "/traces/flow-slow?tab=replay");
  await startsDry(page).click();
  const running = details(page).getByRole("region", { name: "Replay under way" });
  await expect(running.getByRole("progressbar")).toHaveAttribute("aria-valuemax", "4");
  await expect(ghosts(page, "dry").first()).toBeVisible();
  await expect(ghosts(page, "dry")).toHaveCount(2);
  const wide = async () => (await ghosts(page, "dry").first().boundingBox())!.width;
  const before = await wide();
  await expect.poll(wide).toBeGreaterThan(before + 10);
  // the button that started it is gone, and the keys go on where it was
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(running.getByRole("button", { name: "Stop" })).toBeFocused();
  expect(await seriousFindings(page), "running").toEqual([]);
  await page.keyboard.press("Enter");
  await expect(summary(page)).toContainText("aborted");
  await expect(summary(page)).toContainText(/aborted by/i);
  await summary(page).getByRole("button", { name: "Another…" }).click();
  await details(page).getByRole("radio", { name: "Faster" }).click();
  await details(page).getByLabel("times").fill("200");
  await expect(details(page).getByText(/it takes 500 ms/)).toBeVisible();
  await startsDry(page).click();
  await expect(summary(page)).toContainText("200 times as fast");
  await expect(ghosts(page, "dry")).toHaveCount(4);
});

test("a live replay first names whom it calls; then its bars are orange, and each call is accounted for", async ({
  signedIn: page,
  server,
}) => {
  const factory = await startFactory(server);
  try {
    await sendSpans(server, notes("notes-1"));
    await openTraces(page, "/traces/notes-1?tab=replay");
    await details(page).getByRole("radio", { name: "Live" }).click();
    const called = details(page).getByRole("list", { name: "Factories that are called" });
    await expect(called).toContainText(/note-factory.*2 calls over its open socket.*draft-note/);
    await details(page).getByRole("button", { name: "Live replay…" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Replay live?" });
    await expect(dialog).toContainText("1 factory will be called, 2 times in all");
    await expect(dialog).toContainText(/mailer.*1 span/);
    expect(await seriousFindings(page), "dialog").toEqual([]);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(details(page).getByRole("button", { name: "Live replay…" })).toBeFocused();
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Call 1 factory" }).click();
    await expect(summary(page)).toContainText("completed");
    await expect(summary(page).getByRole("region", { name: "Calls" })).toContainText(/note-factory.*2 ok/);
    // the bracket and its two calls; nobody could be asked for the mail
    await expect(ghosts(page, "live")).toHaveCount(3);
    await expect(tree(page).getByRole("row", { name: /send/ }).locator("[data-ghost]")).toHaveCount(0);
    expect(await seriousFindings(page), "done").toEqual([]);
  } finally {
    await factory.stop();
  }
});

test("a live replay that comes out otherwise says what first, and what of each factory failed", async ({
  signedIn: page,
  server,
}) => {
  const factory = await startFactory(server);
  try {
    const [order, first, second] = notes("notes-3");
    await sendSpans(server, [order!, first!, { ...second!, details: { nothing: "to note" } }]);
    await openTraces(page, "/traces/notes-3?tab=replay");
    await details(page).getByRole("radio", { name: "Live" }).click();
    await details(page).getByRole("radio", { name: "At once" }).click();
    await details(page).getByRole("button", { name: "Live replay…" }).click();
    await page.getByRole("button", { name: "Call 1 factory" }).click();
    await expect(summary(page)).toContainText("failed");
    await expect(summary(page)).toContainText(/"draft-note" of note-factory failed/);
    await expect(summary(page)).toContainText("Once its factory is put right, run it again.");
    const calls = summary(page).getByRole("region", { name: "Calls" });
    await expect(calls).toContainText(/1 ok, 1 failed, 1 otherwise/);
    await expect(calls).toContainText(/draft-note INVALID_INPUT/);
    const failed = tree(page)
      .getByRole("row", { name: /draft-note/ })
      .last();
    await failed.hover();
    await expect(page.getByText(/live replay: .*ended in an error/)).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
    await summary(page).getByRole("button", { name: "Again" }).click();
    await expect(page.getByRole("alertdialog", { name: "Replay live?" })).toBeVisible();
  } finally {
    await factory.stop();
  }
});

test("where no factory can be called, it is said how one becomes able to, before anything is tried", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, notes("notes-2"));
  await openTraces(page, "/traces/notes-2?tab=replay");
  await details(page).getByRole("radio", { name: "Live" }).click();
  await expect(details(page).getByText("No factory of this trace can be called now.")).toBeVisible();
  await expect(details(page).getByText(/"name":"note-factory"/)).toBeVisible();
  await expect(details(page).getByRole("button", { name: "Live replay…" })).toBeDisabled();
  expect(await seriousFindings(page)).toEqual([]);
  await details(page).getByRole("radio", { name: "Dry run" }).click();
  await expect(startsDry(page)).toBeEnabled();
});

async function signInAs(page: Page, server: StartedServer, role: string): Promise<void> {
  const made = await server.call("POST", "/api/tokens", { name: `a ${role}`, role });
  const { token } = (await made.json()) as { token: string };
  await page.goto(server.url);
  await page.getByLabel(/token/i).fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
}

test("who may not start a replay is told so before, and still reads what others replayed", async ({
  page,
  server,
}) => {
  await sendSpans(server, flow("flow-2"));
  await signInAs(page, server, "agent");
  await openTraces(page, "/traces/flow-2?tab=replay");
  await expect(startsDry(page)).toBeEnabled();
  await details(page).getByRole("radio", { name: "Live" }).click();
  await expect(details(page).getByText(/asks for the role reviewer; yours is agent/)).toBeVisible();

  await page.context().clearCookies();
  await signInAs(page, server, "viewer");
  await openTraces(page, "/traces/flow-2?tab=replay");
  await expect(details(page).getByText(/asks for the role agent; yours is viewer/)).toBeVisible();
  await expect(startsDry(page)).toBeDisabled();
  expect((await server.call("POST", "/api/traces/replay/flow-2", {})).status).toBe(200);
  const made = details(page).getByRole("region", { name: "Replays of this trace" });
  await made.getByRole("button", { name: /completed/ }).click();
  await expect(ghosts(page, "dry")).toHaveCount(4);
});

test("past replays are listed with those of others as they come, narrowed, and walked by keys", async ({
  signedIn: page,
  server,
}) => {
  for (const trace of ["flow-3", "flow-4"]) {
    await sendSpans(server, flow(trace));
    await server.call("POST", `/api/traces/replay/${trace}`, {});
  }
  await pressChord(page, ["g", "r"]);
  const rows = history(page)
    .getByRole("listitem")
    .filter({ has: page.getByRole("button") });
  await expect(rows).toHaveCount(2);
  await sendSpans(server, flow("flow-5", 1000));
  const slow = await server.call("POST", "/api/traces/replay/flow-5", { pace: "original", wait: false });
  const { new_trace } = (await slow.json()) as { new_trace: string };
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText("running");
  expect(await seriousFindings(page)).toEqual([]);
  await server.call("POST", `/api/traces/replays/${new_trace}/abort`, {});
  await expect(rows.first()).toContainText("aborted");
  await history(page).getByRole("button", { name: "aborted", exact: true }).click();
  await expect(rows).toHaveCount(1);
  await page.reload();
  await expect(rows).toHaveCount(1);
  await history(page).getByRole("button", { name: "Live", exact: true }).click();
  await expect(history(page).getByText("Nothing fits")).toBeVisible();
  await history(page).getByRole("button", { name: "Clear the filters" }).click();
  await expect(rows).toHaveCount(3);
  await history(page).getByRole("button", { name: "Close" }).focus();
  await rows.first().getByRole("button").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/traces\/flow-4\?.*replay=/);
  await expect(ghosts(page, "dry")).toHaveCount(4);
  await page.keyboard.press("H");
  await expect(rows).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(history(page)).toHaveCount(0);
});

test("of a hundred past replays those in view are drawn, and the keys reach the last", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, [{ trace_id: "flow-often", span_id: "a" }]);
  for (let made = 0; made < 105; made += 3)
    await Promise.all([1, 2, 3].map(() => server.call("POST", "/api/traces/replay/flow-often", {})));
  await openTraces(page, "/traces?replays=all");
  const rows = history(page).getByRole("listitem");
  await expect(rows.first()).toContainText("completed");
  expect(await rows.count()).toBeLessThan(50);
  // before there is more, the last that is known is the end
  const atEnd = () =>
    page.evaluate(async () => {
      for (let n = 0; n < 30; n++) {
        document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
        // the next rows are drawn
        await new Promise(requestAnimationFrame);
      }
      return document.activeElement?.closest("li")?.getAttribute("aria-posinset");
    });
  await expect.poll(atEnd).toBe("105");
  await expect(rows.last()).toHaveAttribute("aria-setsize", "105");
  expect(await rows.count()).toBeLessThan(50);
});

test("a patch of the trace is made again and found the same", async ({ signedIn: page, server }) => {
  const answer = await fetch(`${server.url}/api/patches/apply`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${server.token}`,
      "content-type": "application/json",
      "x-trace-id": "flow-patch",
    },
    body: JSON.stringify({
      requester: "ai-coder",
      patches: [{ op: "append", file: "src/report.ts", block: "export const last = 1;" }],
    }),
  });
  expect(answer.status).toBe(200);
  await openTraces(page, "/traces/flow-patch?tab=replay");
  await expect(details(page).getByText("1 patch of it is made again in a scratch copy")).toBeVisible();
  await details(page).getByRole("radio", { name: "At once" }).click();
  await startsDry(page).click();
  await expect(summary(page).getByRole("region", { name: "Patches" })).toContainText("1 of 1 the same");
});

test("a trace that is typed can be replayed without being open; what is unknown is said in words", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, flow("flow-6"));
  await openTraces(page, "/traces");
  await expect(page.getByRole("option", { name: /flow-6/ })).toBeVisible();
  await page.keyboard.press("R");
  const console_ = page.getByRole("form", { name: "Replay a trace" });
  await console_.getByLabel("Trace", { exact: true }).fill("nowhere");
  await expect(console_.getByText("TRACE_NOT_FOUND")).toBeVisible();
  await console_.getByLabel("Trace", { exact: true }).fill("flow-6");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/traces\/flow-6\?.*replay=/);
  await expect(ghosts(page, "dry")).toHaveCount(4);

  await openTraces(page, "/traces/flow-6?tab=replay&replay=gone");
  await expect(details(page).getByText("There is no such replay")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await details(page).getByRole("button", { name: "Start another" }).click();
  await expect(startsDry(page)).toBeEnabled();
});

test("in a narrow window the console is a drawer, and the bars stay when it is closed", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, flow("flow-7"));
  await page.setViewportSize({ width: 800, height: 800 });
  await openTraces(page, "/traces/flow-7");
  await expect(tree(page).getByRole("row")).toHaveCount(4);
  await page.keyboard.press("R");
  const drawer = page.getByRole("dialog", { name: "Details" });
  await drawer.getByRole("button", { name: "Start dry run" }).click();
  await expect(drawer.getByText("completed").first()).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await expect(ghosts(page, "dry")).toHaveCount(4);

  await openTraces(page, "/traces?tab=replay");
  await expect(page.getByRole("heading", { name: "Replay a trace" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option", { name: /flow-7/ })).toBeVisible();
});
