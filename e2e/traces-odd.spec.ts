// What arrives from real programs: each of these is shown as what it is, or refused in words.
import { join } from "node:path";
import { seriousFindings } from "./fixtures/serious-findings.ts";
import { expect, test } from "./fixtures/test.ts";
import { details, openTraces, sendSpans, tree } from "./fixtures/traces.ts";

test("spans whose parents lead in a circle, or to themselves, are all there and say so", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, [
    { trace_id: "cycle", span_id: "1", parent_span_id: "3", operation: "first" },
    { trace_id: "cycle", span_id: "2", parent_span_id: "1", operation: "two", at_ms: 2 },
    { trace_id: "cycle", span_id: "3", parent_span_id: "2", operation: "three", at_ms: 4 },
    { trace_id: "cycle", span_id: "me", parent_span_id: "me", operation: "itself", at_ms: 9 },
  ]);
  await openTraces(page, "/traces/cycle");
  await expect(tree(page).getByRole("row")).toHaveCount(4);
  await tree(page).getByRole("row", { name: /first/ }).click();
  await expect(details(page).getByText("Its parents lead back to itself; cut here")).toBeVisible();
});

test("a parent that never comes, and a clock that is off: the picture and the details tell one length", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, [
    { trace_id: "torn", span_id: "1", parent_span_id: "never", operation: "left alone", duration_ms: 100 },
    {
      trace_id: "torn",
      span_id: "2",
      parent_span_id: "1",
      operation: "clock off",
      source: "ops-factory",
      at_ms: -2955,
    },
  ]);
  await openTraces(page, "/traces/torn");
  await tree(page)
    .getByRole("row", { name: /clock off/ })
    .click();
  await expect(
    details(page).getByText("Its clock differs from its caller's; it was moved by 3 s"),
  ).toBeVisible();
  await expect(details(page).getByText("100 ms clocks put right")).toBeVisible();
  await expect(page.getByRole("region", { name: "Waterfall" }).getByText("2 spans · 100 ms")).toBeVisible();
  await tree(page)
    .getByRole("row", { name: /left alone/ })
    .click();
  await expect(details(page).getByText("Its parent is not in this trace")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
});

test("a span that ends before it starts has no length; model and code of another are told by name", async ({
  signedIn: page,
  server,
}) => {
  const nano = (us: number) => `${us}000`;
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const value = (key: string, text: string) => ({ key, value: { stringValue: text } });
  const answer = await server.call("POST", "/v1/traces", {
    resourceSpans: [
      {
        resource: { attributes: [value("service.name", "writer")] },
        scopeSpans: [
          {
            spans: [
              {
                traceId,
                spanId: "b7ad6b7169203331",
                name: "backwards",
                kind: 2,
                startTimeUnixNano: nano(server.lately),
                endTimeUnixNano: nano(server.lately - 50_000),
              },
              {
                traceId,
                spanId: "b7ad6b7169203332",
                parentSpanId: "b7ad6b7169203331",
                name: "chat large",
                kind: 3,
                startTimeUnixNano: nano(server.lately + 1000),
                endTimeUnixNano: nano(server.lately + 90_000),
                attributes: [
                  value("gen_ai.operation.name", "chat"),
                  value("gen_ai.request.model", "large"),
                  { key: "gen_ai.usage.input_tokens", value: { intValue: "12841" } },
                  { key: "gen_ai.usage.output_tokens", value: { intValue: "307" } },
                  value("code.function.name", "draft.write"),
                  value("code.file.path", "src/draft.py"),
                  { key: "code.line.number", value: { intValue: "40" } },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  await openTraces(page, `/traces/${traceId}`);
  await tree(page)
    .getByRole("row", { name: /backwards/ })
    .click();
  await expect(details(page).getByText("It says that it ended before it began")).toBeVisible();
  await tree(page)
    .getByRole("row", { name: /chat large/ })
    .click();
  const fact = (name: string) =>
    details(page)
      .locator("dl > div")
      .filter({ has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) });
  await expect(fact("Model")).toContainText("large");
  await expect(fact("Tokens")).toContainText("12,841 in, 307 out");
  await expect(fact("Function")).toContainText("draft.write");
  await expect(fact("Code")).toContainText("src/draft.py:40");
});

test("an operation of 400 letters is cut where there is no room, and whole where it is copied", async ({
  signedIn: page,
  server,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const operation = `GET /${"segment/".repeat(49)}end`;
  await sendSpans(server, [{ trace_id: "long-name", operation, duration_ms: 0.5 }]);
  await openTraces(page, "/traces/long-name");
  await tree(page).getByRole("row").click();
  await expect(details(page).getByText(operation).first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await details(page).getByRole("button", { name: "Copy operation" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(operation);
});

test("a thousand services: few rows are in the page, the filter finds one, the heatmap counts the quiet", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(
    server,
    Array.from({ length: 1000 }, (_, n) => ({
      trace_id: "thousand",
      span_id: `s${n}`,
      parent_span_id: n === 0 ? null : `s${Math.floor((n - 1) / 8)}`,
      source: `service-${n}`,
      operation: `op ${n}`,
      at_ms: n / 10,
      duration_ms: 200 - n / 10,
    })),
  );
  await openTraces(page, "/traces/thousand");
  await expect(tree(page).getByRole("row").first()).toBeVisible();
  await expect(details(page).getByText("and 997 more")).toBeVisible();
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(3000);
  await page.getByRole("button", { name: "Source: all" }).click();
  await page.getByLabel("Find a source").fill("service-777");
  await page.getByRole("checkbox", { name: "service-777" }).check();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/source=service-777/);
  // a leaf that fits, among others that stand back
  await page.keyboard.press("/");
  await page.keyboard.type("op 777");
  await page.keyboard.press("Enter");
  await page.keyboard.press("n");
  await expect(tree(page).getByRole("row", { selected: true })).toContainText("service-777");
  expect(await seriousFindings(page)).toEqual([]);
});

test("ten megabytes of details are shown piece by piece, and the page still answers", async ({
  signedIn: page,
  server,
}) => {
  const list = Array.from({ length: 30_000 }, (_, n) => `entry ${n} ${"of many words ".repeat(7)}`);
  const large = { list, text: "z".repeat(6_500_000) };
  expect(JSON.stringify(large).length).toBeGreaterThan(9_500_000);
  await sendSpans(server, [
    { trace_id: "heavy", span_id: "1", operation: "heavy", details: large },
    { trace_id: "heavy", span_id: "2", parent_span_id: "1", operation: "light", details: { light: "yes" } },
  ]);
  await openTraces(page, "/traces/heavy");
  await tree(page).getByRole("row", { name: /heavy/ }).click();
  await expect(details(page).getByText('"list"')).toBeVisible();
  await expect(details(page).getByRole("button", { name: /^Show 200 of/ })).toBeVisible();
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(3000);
  await page.keyboard.press("f");
  await expect(details(page).getByText('"yes"')).toBeVisible();
});

const dropped = (name: string, text: string) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(text),
});

test("a file with an empty trace is refused in words", async ({ signedIn: page }) => {
  await openTraces(page, "/traces");
  await page
    .getByLabel("Trace files")
    .setInputFiles(dropped("empty.json", '{"data":[{"traceID":"1","spans":[],"processes":{}}]}'));
  await expect(
    page.getByText("the file is jaeger JSON without a single span", { exact: true }),
  ).toBeVisible();
});

test("a file of more than 200 MB is refused unread", async ({ signedIn: page }) => {
  await openTraces(page, "/traces");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  // a file that is only said to be so large: what it holds must not be asked for
  await page.evaluate(() => {
    const file = new File(["[]"], "huge.json");
    Object.defineProperty(file, "size", { value: 300 * 1024 * 1024 });
    const transfer = { types: ["Files"], files: [file] };
    const event = new Event("drop", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "dataTransfer", { value: transfer });
    dispatchEvent(event);
  });
  await expect(page.getByText(/^the file has 300 MB; 200 MB is the most/)).toBeVisible();
});

test("a large file is read beside the page, its progress is shown, and it can be stopped", async ({
  signedIn: page,
  workspace,
}) => {
  const span = (n: number) => ({
    traceId: "5af7183fb1d4cf5f5af7183fb1d4cf5f",
    id: (n + 1).toString(16).padStart(16, "0"),
    ...(n === 0 ? {} : { parentId: "0000000000000001" }),
    name: `step ${n}`,
    timestamp: 1_700_000_000_000_000 + n,
    duration: 9000,
    localEndpoint: { serviceName: "shop" },
    tags: { note: "n".repeat(300) },
  });
  workspace.write("large.json", JSON.stringify(Array.from({ length: 30_000 }, (_, n) => span(n))));
  const file = join(workspace.root, "large.json");
  await openTraces(page, "/traces");
  const readings = page.getByRole("list", { name: "Files being read" });
  // what reads it does not come, so that it cannot be done before it is stopped
  const worker = /\/read-worker-/;
  await page.route(worker, () => {});
  await page.getByLabel("Trace files").setInputFiles(file);
  await expect(readings.getByRole("progressbar", { name: "Reading large.json" })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await readings.getByRole("button", { name: "Stop reading large.json" }).click();
  await expect(readings).toHaveCount(0);
  await expect(page).toHaveURL(/\/traces$/);

  await page.unroute(worker);
  await page.getByLabel("Trace files").setInputFiles(file);
  await expect(tree(page).getByRole("row").first()).toBeVisible();
  await expect(readings).toHaveCount(0);
  await tree(page).getByRole("row").nth(2).click();
  await expect(details(page).getByText('"note"')).toBeVisible();
});
