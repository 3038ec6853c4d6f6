import type { Page } from "@playwright/test";
import { seriousFindings } from "./fixtures/serious-findings.ts";
import type { StartedServer } from "./fixtures/server.ts";
import { expect, test } from "./fixtures/test.ts";

interface Call {
  id: string;
  under?: string;
  operation: string;
  at: number;
  ms: number | null;
  stage?: string;
  status?: "ok" | "error";
  details?: Record<string, unknown>;
}

const before: Call[] = [
  { id: "root", operation: "checkout", at: 0, ms: 1000 },
  { id: "cart", under: "root", operation: "read cart", at: 10, ms: 100 },
  {
    id: "pay",
    under: "root",
    operation: "pay",
    at: 200,
    ms: 100,
    details: { amount: 12, card: { last: "1111" } },
  },
  { id: "mail", under: "root", operation: "send mail", at: 400, ms: 50 },
];
/** The same again: the cart a third slower, the payment fails with other details, no mail, something new. */
const after: Call[] = [
  { id: "root", operation: "checkout", at: 0, ms: 1040 },
  { id: "cart", under: "root", operation: "read cart", at: 10, ms: 132 },
  {
    id: "pay",
    under: "root",
    operation: "pay",
    at: 230,
    ms: 104,
    status: "error",
    details: { amount: 12, card: { last: "2222" }, why: "declined" },
  },
  { id: "alert", under: "root", operation: "raise alert", at: 350, ms: 20 },
];

async function send(server: StartedServer, trace: string, calls: readonly Call[]): Promise<void> {
  const answer = await server.call(
    "POST",
    "/api/logs",
    calls.map(({ id, under, at, ms, ...rest }) => ({
      source: "shop",
      stage: "processing",
      ...rest,
      trace_id: trace,
      span_id: `${trace}-${id}`,
      ...(under === undefined ? {} : { parent_span_id: `${trace}-${under}` }),
      start_us: server.lately + at * 1000,
      duration_ms: ms,
    })),
  );
  expect(answer.status, await answer.clone().text()).toBe(200);
}

const compare = (page: Page, search: string) =>
  page.goto(new URL(`/traces/compare${search}`, page.url()).href);
const first = (page: Page) => page.getByRole("treegrid", { name: "Spans of the first trace" });
const second = (page: Page) => page.getByRole("treegrid", { name: "Spans of the second trace" });
const both = (page: Page) => page.getByRole("complementary", { name: "Both spans" });
const summary = (page: Page) => page.getByRole("region", { name: "Summary" });

test("two traces stand above each other, what differs is said, and a link leads back to one call of both", async ({
  signedIn: page,
  server,
}) => {
  await send(server, "run-1", before);
  await send(server, "run-2", after);
  await compare(page, "?a=run-1&b=run-2");
  await expect(summary(page)).toHaveText(
    /3 calls match.*1 slower.*1 ended otherwise.*1 missing.*1 added.*1 with other details/,
  );
  await expect(first(page).getByRole("row")).toHaveCount(5);
  await expect(second(page).getByRole("row")).toHaveCount(5);
  await expect(second(page).getByRole("row", { name: /read cart/ })).toContainText("+32 %");
  await expect(second(page).getByRole("row", { name: /pay/ })).toContainText("fails");
  await expect(first(page).getByRole("row", { name: /send mail/ })).toContainText("missing");
  await expect(second(page).getByRole("row", { name: /raise alert/ })).toContainText("added");
  await expect(first(page).getByRole("row", { name: /not in the first trace/ })).toHaveCount(1);
  // a root a twentieth slower does not deviate; matched calls alone are connected
  await expect(second(page).getByRole("row").first()).not.toContainText("%");
  await expect(page.locator("[data-connects]")).toHaveCount(3);
  await expect(page.getByRole("button", { name: /They part at pay, ended otherwise/ })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);

  await second(page).getByRole("row", { name: /pay/ }).click();
  const details = both(page).getByRole("region", { name: "Details" });
  await expect(details.getByRole("listitem")).toHaveText([
    /card\.last.*−.*"1111".*\+.*"2222"/,
    /why.*\+.*"declined"/,
  ]);
  await expect(both(page).getByRole("row", { name: /^Status/ })).toHaveText(/Status\s*ok\s*error/);
  expect(await seriousFindings(page)).toEqual([]);
  await page.reload();
  await expect(details.getByRole("listitem")).toHaveCount(2);
  await expect(first(page).getByRole("row", { selected: true })).toContainText("pay");
});

test("differences are walked by keys, the two swapped, and each fitted to the width", async ({
  signedIn: page,
  server,
}) => {
  await send(server, "run-1", before);
  await send(server, "run-2", after);
  await compare(page, "?a=run-1&b=run-2");
  await expect(first(page).getByRole("row")).toHaveCount(5);
  for (const [n, words] of ["+32 %", "fails", "added", "missing"].entries()) {
    await page.keyboard.press("n");
    await expect(page.getByText(`${n + 1} of 4`)).toBeVisible();
    await expect(second(page).getByRole("row", { selected: true })).toContainText(words);
  }
  await page.keyboard.press("n");
  await expect(page.getByText("1 of 4")).toBeVisible();
  await page.keyboard.press("p");
  await expect(page.getByText("4 of 4")).toBeVisible();
  await page.keyboard.press("1");
  await expect(second(page).getByRole("row", { selected: true })).toContainText("fails");
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/at=/);

  await page.keyboard.press("m");
  await expect(page).toHaveURL(/scale=fitted/);
  await page.keyboard.press("x");
  await expect(page).toHaveURL(/a=run-2&b=run-1/);
  await expect(second(page).getByRole("row", { name: /pay/ })).toContainText("recovers");
  await expect(second(page).getByRole("row", { name: /read cart/ })).toContainText("−24 %");

  await first(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await expect(first(page).getByRole("row")).toHaveCount(1);
  await expect(second(page).getByRole("row")).toHaveCount(1);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(both(page).getByRole("row", { name: /^Operation/ })).toContainText("read cart");
});

test("a trace is compared with its dry run from its details: no difference", async ({
  signedIn: page,
  server,
}) => {
  await send(server, "run-1", after);
  const replayed = await server.call("POST", "/api/traces/replay/run-1", { mode: "dry-run" });
  const { new_trace } = (await replayed.json()) as { new_trace: string };
  await page.goto(new URL("/traces/run-1", page.url()).href);
  await page.getByRole("link", { name: "Compare with another trace" }).click();
  const picker = page.getByRole("dialog", { name: "Second trace" });
  await expect(picker.getByRole("group", { name: "Replays of the other trace" })).toContainText(new_trace);
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`a=run-1&b=${new_trace}`));
  await expect(summary(page)).toHaveText(/No difference\s*4 calls match$/);
  await expect(page.getByRole("button", { name: "Next difference" })).toHaveCount(0);
});

test("what is not there or not chosen is said, with the way to another", async ({
  signedIn: page,
  server,
}) => {
  await send(server, "run-1", before);
  await compare(page, "");
  await expect(page.getByText("Choose two traces")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "First trace…" }).click();
  await page.getByRole("combobox", { name: "First trace" }).fill("nowhere");
  // whatever stood in the list before the id was typed is not what Enter takes
  await expect(page.getByRole("option", { selected: true })).toContainText("nowhere");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/a=nowhere/);
  await page.keyboard.press("S");
  await page.getByRole("option", { name: /run-1/ }).click();
  await expect(page.getByText("The first trace is not there")).toBeVisible();
  await page.getByRole("button", { name: "Choose another", exact: true }).click();
  await page.getByRole("option", { name: /run-1/ }).click();
  await expect(summary(page)).toHaveText(/No difference/);
});

test("one that is running grows on screen; in a narrow window both spans are a drawer", async ({
  signedIn: page,
  server,
}) => {
  const open = { ...before[0]!, ms: null, stage: "request_received" };
  await send(server, "run-1", before);
  await send(server, "run-2", [open, before[1]!]);
  await page.setViewportSize({ width: 820, height: 900 });
  await compare(page, "?a=run-1&b=run-2");
  await expect(summary(page)).toHaveText(/2 calls match.*2 missing/);
  await send(server, "run-2", [before[2]!]);
  await expect(summary(page)).toHaveText(/3 calls match.*1 missing/);
  await second(page).getByRole("row", { name: /pay/ }).click();
  await expect(page.getByRole("dialog", { name: "Both spans" })).toContainText(
    "The details of both are the same",
  );
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/at=/);
});

test("a trace that grew while it was looked at by itself is compared as it is now", async ({
  signedIn: page,
  server,
}) => {
  await send(server, "run-1", before);
  await send(server, "run-2", before.slice(0, 3));
  await compare(page, "?a=run-1&b=run-2");
  await expect(summary(page)).toHaveText(/3 calls match.*1 missing/);
  await second(page).getByRole("row", { name: /pay/ }).click();
  await both(page).getByRole("link", { name: "Second" }).click();
  const rows = page.getByRole("treegrid", { name: "Spans", exact: true }).getByRole("row");
  await expect(rows).toHaveCount(3);
  await send(server, "run-2", before.slice(3));
  await expect(rows).toHaveCount(4);
  await page.goBack();
  await expect(summary(page)).toHaveText(/No difference\s*4 calls match$/);
});

test("of ten thousand spans those in sight are in the page, and both lists scroll as one", async ({
  signedIn: page,
  server,
}) => {
  const many = (slow: number): Call[] =>
    Array.from({ length: 10_000 }, (_, n) => ({
      id: `${n}`,
      operation: `call ${n}`,
      at: n,
      ms: n === slow ? 900 : 100,
      details: { slow: n === slow },
      ...(n === 0 ? {} : { under: "0" }),
    }));
  for (const [trace, calls] of [
    ["run-1", many(-1)],
    ["run-2", many(7000)],
  ] as const)
    for (let from = 0; from < calls.length; from += 5000)
      await send(server, trace, calls.slice(from, from + 5000));
  await compare(page, "?a=run-1&b=run-2");
  // where they part is brought into view, in both
  await expect(second(page).getByRole("row", { name: /call 7000 / })).toBeVisible();
  await expect(first(page).getByRole("row", { name: /call 7000 / })).toBeVisible();
  // lines come first, the details of so many later
  await expect(summary(page)).toHaveText(/10,000 calls match\s*1 slower\s*1 with other details$/);
  expect(await page.locator("*").count()).toBeLessThan(3000);
  await first(page).hover();
  await page.mouse.wheel(0, 20_000);
  await expect(second(page).getByRole("row", { name: /call 7741 / })).toBeVisible();
  const apart = () =>
    page
      .locator("[data-scroller]")
      .evaluateAll(([above, below]) => Math.abs(above!.scrollTop - below!.scrollTop));
  await expect.poll(apart).toBe(0);
});

test("calls are found by words of either trace, from one to the next, and a link keeps the words", async ({
  signedIn: page,
  server,
}) => {
  await send(server, "run-1", before);
  await send(server, "run-2", after);
  await compare(page, "?a=run-1&b=run-2");
  await expect(first(page).getByRole("row")).toHaveCount(5);
  const field = page.getByRole("searchbox", { name: "Search calls of both traces" });
  await page.keyboard.press("/");
  await expect(field).toBeFocused();
  // Enter right after the last letter goes by what is typed, not by what was looked for before
  await page.keyboard.type("ai");
  await page.keyboard.press("Enter");
  const chosen = first(page).getByRole("row", { selected: true });
  await expect(page.getByText("1 of 2 found")).toBeVisible();
  await expect(chosen).toContainText("raise alert");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 of 2 found")).toBeVisible();
  await expect(chosen).toContainText("send mail");
  await page.keyboard.press("Shift+Enter");
  await expect(page.getByText("1 of 2 found")).toBeVisible();
  await expect(field).toBeFocused();
  expect(await seriousFindings(page)).toEqual([]);
  await expect(page).toHaveURL(/q=ai/);
  await page.reload();
  await expect(page.getByText("1 of 2 found")).toBeVisible();
  await field.press("ArrowDown");
  await expect(first(page)).toBeFocused();
  await field.fill("nobody calls this");
  await expect(page.getByText("none found")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field).toHaveValue("");
  await expect(page).not.toHaveURL(/q=/);
});

test("drawing over the strip of both looks closer in both, a double click shows all again", async ({
  signedIn: page,
  server,
}) => {
  await send(server, "run-1", before);
  await send(server, "run-2", after);
  await compare(page, "?a=run-1&b=run-2");
  const late = (tree: typeof first) => tree(page).getByRole("row", { name: /later than shown/ });
  await expect(first(page).getByRole("row")).toHaveCount(5);
  await expect(late(first)).toHaveCount(0);
  const strip = page.locator("[data-minimap]");
  const box = (await strip.boundingBox())!;
  await page.mouse.move(box.x + 2, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 6, box.y + 10, { steps: 4 });
  await page.mouse.up();
  // payment and mail of the first, payment and alert of the second
  await expect(late(first)).toHaveCount(2);
  await expect(late(second)).toHaveCount(2);
  await strip.dblclick({ position: { x: 5, y: 5 } });
  await expect(late(first)).toHaveCount(0);
});
