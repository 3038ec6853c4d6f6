import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { seriousFindings } from "./fixtures/serious-findings.ts";
import type { StartedServer } from "./fixtures/server.ts";
import { expect, test } from "./fixtures/test.ts";

const id = (letter: string) => letter.repeat(32);

/** A trace of three calls as Zipkin writes it. */
const zipkin = (letter: string, { pay = 100, card = "1111" } = {}) =>
  JSON.stringify(
    [
      { id: "1".repeat(16), name: "checkout", timestamp: 0, duration: 1_000_000 },
      {
        id: "2".repeat(16),
        parentId: "1".repeat(16),
        name: "read cart",
        timestamp: 10_000,
        duration: 100_000,
      },
      {
        id: "3".repeat(16),
        parentId: "1".repeat(16),
        name: "pay",
        timestamp: 200_000,
        duration: pay * 1000,
        tags: { card },
      },
    ].map((span) => ({
      ...span,
      traceId: id(letter),
      timestamp: 1_700_000_000_000_000 + span.timestamp,
      localEndpoint: { serviceName: "shop" },
    })),
  );

const file = (name: string, text: string) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(text),
});

const summary = (page: Page) => page.getByRole("region", { name: "Summary" });
const second = (page: Page) => page.getByRole("treegrid", { name: "Spans of the second trace" });
const both = (page: Page) => page.getByRole("complementary", { name: "Both spans" });
const at = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);

const open = (page: Page, name: string, text: string) =>
  page.getByLabel("Trace files").setInputFiles(file(name, text));

test("two files are compared from the details of the one, theirs and all", async ({ signedIn: page }) => {
  await at(page, "/traces");
  await open(page, "monday.json", zipkin("a"));
  await expect(page.getByRole("treegrid", { name: "Spans" }).getByRole("row")).toHaveCount(3);
  await page.getByRole("link", { name: "Compare with another trace" }).click();
  await expect(page.getByRole("dialog", { name: "Second trace" })).toBeVisible();
  await page.keyboard.press("Escape");
  await open(page, "tuesday.json", zipkin("b", { pay: 150, card: "2222" }));
  await expect(summary(page)).toHaveText(/3 calls match\s*1 slower\s*1 with other details/);
  await expect(second(page).getByRole("row", { name: /pay/ })).toContainText("+50 %");
  await second(page).getByRole("row", { name: /pay/ }).click();
  await expect(both(page).getByRole("listitem")).toHaveText(/card.*−.*"1111".*\+.*"2222"/);
  await expect(both(page).getByRole("link", { name: "Second" })).toHaveAttribute("href", /from=file/);
  expect(await seriousFindings(page)).toEqual([]);

  await open(page, "wednesday.json", zipkin("c"));
  const said = page.getByRole("listitem").filter({ hasText: "wednesday.json is the second trace now" });
  // as long as the pointer is on it, it stays
  await said.hover();
  await expect(said).toContainText("In the place of tuesday.json, which is still open.");
  await expect(summary(page)).toHaveText(/^No difference/);
  await said.getByRole("button", { name: "Undo" }).click();
  await expect(summary(page)).toHaveText(/3 calls match\s*1 slower/);
  await expect(both(page).getByRole("listitem")).toHaveText(/card.*−.*"1111".*\+.*"2222"/);
});

test("of a file that is not open a link says so, and opening it brings the comparison back", async ({
  signedIn: page,
}) => {
  await at(page, `/traces/compare?a=${id("a")}&a_from=file&b=${id("b")}&b_from=file`);
  await expect(page.getByText("The file of the first trace is not open")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await open(page, "tuesday.json", zipkin("b", { pay: 150 }));
  await expect(page.getByText("The file of the first trace is not open")).toBeVisible();
  await open(page, "monday.json", zipkin("a"));
  await expect(summary(page)).toHaveText(/3 calls match\s*1 slower/);
  await page.keyboard.press("x");
  await expect(second(page).getByRole("row", { name: /pay/ })).toContainText("−33 %");
  await page.reload();
  await expect(page.getByText("The file of the first trace is not open")).toBeVisible();
});

async function send(server: StartedServer, trace: string): Promise<void> {
  const call = (span_id: string, own: object) => ({
    trace_id: trace,
    span_id,
    source: "shop",
    stage: "processing",
    operation: span_id,
    start_us: 1_700_000_000_000_000,
    duration_ms: 10,
    ...own,
  });
  const answer = await server.call("POST", "/api/logs", [
    call("root", { duration_ms: 100 }),
    call("read", { parent_span_id: "root", details: { n: 1, list: [{ deep: true }] } }),
    call("read-2", { parent_span_id: "root", operation: "read", details: { n: 2 } }),
    call("fails", { parent_span_id: "root", status: "error" }),
    call("two ends", {
      parent_span_id: "root",
      stage: "request_received",
      duration_ms: null,
      details: { path: "/" },
    }),
    call("two ends", {
      stage: "response_sent",
      duration_ms: null,
      start_us: 1_700_000_000_020_000,
      details: { code: 200 },
    }),
  ]);
  expect(answer.status, await answer.clone().text()).toBe(200);
}

test("a trace is compared with the file that was made of it: no difference, and what is sent later is missing there", async ({
  signedIn: page,
  server,
}) => {
  await send(server, "run-1");
  await at(page, "/traces/run-1");
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as JSON" }).click();
  const text = await readFile(await (await saving).path(), "utf8");
  await at(page, "/traces/compare?a=run-1");
  const picker = page.getByRole("dialog", { name: "Second trace" });
  await expect(picker.getByRole("option", { name: /Open a trace file/ })).toBeVisible();
  await open(page, "run-1.json", text);
  await expect(picker).toBeHidden();
  await expect(page).toHaveURL(/a=run-1&b=run-1&b_from=file/);
  await expect(summary(page)).toHaveText(/^No difference\s*5 calls match$/);

  const late = { span_id: "late", parent_span_id: "root", operation: "late" };
  await server.call("POST", "/api/logs", [
    {
      trace_id: "run-1",
      source: "shop",
      stage: "processing",
      start_us: 1_700_000_000_050_000,
      duration_ms: 1,
      ...late,
    },
  ]);
  await expect(summary(page)).toHaveText(/5 calls match\s*1 missing/);

  await page.keyboard.press("F");
  const first = page.getByRole("dialog", { name: "First trace" });
  await expect(first.getByRole("group", { name: "Newest traces" })).toContainText("run-1");
  // the one it is compared with is not offered
  await expect(first.getByRole("group", { name: "From files" })).toHaveCount(0);
  expect(await seriousFindings(page)).toEqual([]);
});
