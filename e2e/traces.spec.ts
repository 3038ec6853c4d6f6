import type { Page } from "@playwright/test";
import { seriousFindings } from "./fixtures/serious-findings.ts";
import type { StartedServer } from "./fixtures/server.ts";
import { expect, test } from "./fixtures/test.ts";

/** A flow of three sources: a request, what it did, a call to somebody else that failed. */
const flow = [
  {
    span_id: "a1",
    source: "agent-factory",
    stage: "request_received",
    operation: "updateTaskStatus",
    at: 0,
    ms: 300,
  },
  {
    span_id: "b1",
    parent_span_id: "a1",
    source: "orchestrator",
    stage: "processing",
    operation: "insert rows",
    at: 20,
    ms: 60,
  },
  {
    span_id: "c1",
    parent_span_id: "a1",
    source: "orchestrator",
    stage: "outbound_call",
    operation: "GITHUB.openPR",
    at: 100,
    ms: 118.4,
    details: { repo: "core-vibe-hq", status: 201 },
  },
  {
    span_id: "d1",
    parent_span_id: "c1",
    source: "ops-factory",
    stage: "processing",
    operation: "notify",
    at: 120,
    ms: 40,
    status: "error",
    details: { error: "timeout after 8 s" },
  },
];

async function send(
  server: StartedServer,
  traceId: string,
  spans: readonly (typeof flow)[number][],
): Promise<void> {
  const events = spans.map(({ at, ms, ...rest }) => ({
    ...rest,
    trace_id: traceId,
    start_us: server.lately + at * 1000,
    duration_ms: ms,
  }));
  const answer = await server.call("POST", "/api/logs", events);
  expect(answer.status, await answer.clone().text()).toBe(200);
}

const feed = (page: Page) => page.getByRole("listbox", { name: "Traces" });
const tree = (page: Page) => page.getByRole("treegrid", { name: "Spans" });
const details = (page: Page) => page.getByRole("complementary", { name: "Details" });

test("a trace is found in the feed, drawn as a call tree, and a link leads back to one span of it", async ({
  signedIn: page,
  server,
}) => {
  await send(server, "trace-one", flow);
  await page.getByRole("link", { name: "Traces" }).click();
  await feed(page)
    .getByRole("option", { name: /trace-one/ })
    .click();
  await expect(page).toHaveURL(/\/traces\/trace-one/);
  await expect(tree(page).getByRole("row")).toHaveCount(4);
  await expect(tree(page).getByRole("row").nth(3)).toHaveAttribute("aria-level", "3");

  await tree(page)
    .getByRole("row", { name: /GITHUB\.openPR/ })
    .click();
  await expect(details(page).getByText('"core-vibe-hq"')).toBeVisible();
  await expect(page).toHaveURL(/span=\d+/);
  expect(await seriousFindings(page)).toEqual([]);

  await page.reload();
  await expect(details(page).getByText('"core-vibe-hq"')).toBeVisible();
  await expect(tree(page).getByRole("row", { selected: true })).toContainText("GITHUB.openPR");

  // a log line knows the sender's id of it
  await page.goto(new URL("/traces/trace-one?span_id=d1", page.url()).href);
  await expect(details(page).getByText('"timeout after 8 s"')).toBeVisible();
  await expect(page).toHaveURL(/\?span=\d+$/);
  await page.goto(new URL("/traces/trace-one?span_id=never", page.url()).href);
  await expect(page.getByText("The span of this link is not here", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/traces\/trace-one$/);
});

test("the tree is walked, folded and zoomed by keys alone", async ({ signedIn: page, server }) => {
  await send(server, "trace-keys", flow);
  await page.goto(new URL("/traces/trace-keys", page.url()).href);
  await expect(tree(page).getByRole("row")).toHaveCount(4);
  await page.keyboard.press("f");
  await page.keyboard.press("f");
  await expect(tree(page).getByRole("row", { selected: true })).toContainText("insert rows");
  await page.keyboard.press("]");
  await expect(tree(page).getByRole("row")).toHaveCount(1);
  await page.keyboard.press("[");
  await expect(tree(page).getByRole("row")).toHaveCount(4);
  await tree(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await expect(tree(page).getByRole("row")).toHaveCount(1);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(details(page).getByText('"timeout after 8 s"')).toBeVisible();
  await page.keyboard.press("z");
  await expect(tree(page).getByRole("row", { name: /insert rows/ })).toContainText("earlier than shown");
  await page.keyboard.press("0");
  await expect(tree(page).getByRole("row", { name: /insert rows/ })).not.toContainText("earlier than shown");
});

test("a trace that is not there is said so, with the way to the list", async ({ signedIn: page }) => {
  await page.goto(new URL("/traces/nowhere", page.url()).href);
  await expect(page.getByText("There is no such trace")).toBeVisible();
  await page.getByRole("button", { name: "Show the list" }).click();
  await expect(page).toHaveURL(/\/traces$/);
});

test("new traces come in by themselves; paused, they are counted and nothing moves", async ({
  signedIn: page,
  server,
}) => {
  await send(server, "trace-before", flow);
  await page.goto(new URL("/traces", page.url()).href);
  await expect(feed(page).getByRole("option", { name: /trace-before/ })).toBeVisible();
  await send(server, "trace-live", flow);
  await expect(feed(page).getByRole("option", { name: /trace-live/ })).toBeVisible();

  await page.getByRole("button", { name: "Pause" }).click();
  await send(server, "trace-later", flow);
  await expect(page.getByRole("button", { name: "1 new" })).toBeVisible();
  await expect(feed(page).getByRole("option", { name: /trace-later/ })).toHaveCount(0);
  await page.getByRole("button", { name: "1 new" }).click();
  await expect(feed(page).getByRole("option", { name: /trace-later/ })).toBeVisible();
});

test("a trace that is looked at grows as its spans come in", async ({ signedIn: page, server }) => {
  await send(server, "trace-grows", flow.slice(0, 2));
  await page.goto(new URL("/traces/trace-grows", page.url()).href);
  await expect(tree(page).getByRole("row")).toHaveCount(2);
  await send(server, "trace-grows", flow.slice(2));
  await expect(tree(page).getByRole("row")).toHaveCount(4);
});

test("the list is narrowed by source, by errors and by a click into the heatmap, and the address holds it", async ({
  signedIn: page,
  server,
}) => {
  await send(server, "trace-bad", flow);
  await send(server, "trace-good", [{ ...flow[0]!, source: "data-factory", operation: "sync tables" }]);
  await page.goto(new URL("/traces", page.url()).href);
  await expect(feed(page).getByRole("option")).toHaveCount(2);
  await page.getByRole("button", { name: "Source: all" }).click();
  await page.getByRole("checkbox", { name: "data-factory" }).check();
  await page.keyboard.press("Escape");
  await expect(feed(page).getByRole("option")).toHaveCount(1);
  await expect(page).toHaveURL(/source=data-factory/);
  await page.reload();
  await expect(feed(page).getByRole("option", { name: /trace-good/ })).toBeVisible();
  await expect(feed(page).getByRole("option")).toHaveCount(1);
  await page.getByRole("button", { name: "Clear", exact: true }).click();

  await page.getByRole("button", { name: "Errors" }).click();
  await expect(feed(page).getByRole("option")).toHaveCount(1);
  await expect(feed(page).getByRole("option", { name: /trace-bad/ })).toBeVisible();
  await page.getByRole("button", { name: "Clear", exact: true }).click();

  await page.getByRole("gridcell", { name: /1 ops\/min @ data-factory/ }).click();
  await expect(page).toHaveURL(/minute=/);
  await expect(feed(page).getByRole("option")).toHaveCount(1);
  await page.getByLabel("Search traces and spans").fill("no such thing");
  await expect(page.getByText("Nothing fits")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
});

for (const path of ["/traces", "/traces?show=history"])
  test(`before the first trace ${path} says how to send one`, async ({ signedIn: page, server }) => {
    await page.goto(new URL(path, page.url()).href);
    const waiting = page.getByRole("heading", { name: "Waiting for the first trace" });
    await expect(waiting).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
    await server.call("POST", "/api/logs", {
      trace_id: "the-first",
      source: "shop",
      stage: "processing",
      operation: "buy",
    });
    await expect(waiting).toHaveCount(0);
    await page.getByRole("radio", { name: "15 min" }).click();
    await expect(feed(page).getByRole("option")).toHaveCount(1);
  });

const zipkinFile = JSON.stringify(
  ["checkout", "charge card", "reserve stock"].map((name, n) => ({
    traceId: "5af7183fb1d4cf5f5af7183fb1d4cf5f",
    id: `000000000000000${n + 1}`,
    ...(n === 0 ? {} : { parentId: "0000000000000001" }),
    name,
    timestamp: 1_700_000_000_000_000 + n * 2000,
    duration: 9000 - n * 2000,
    localEndpoint: { serviceName: n === 0 ? "shop" : "billing" },
    tags: { attempt: String(n) },
  })),
);

test("a trace file that is dropped is looked at here, and nothing of it is sent", async ({
  signedIn: page,
}) => {
  await page.goto(new URL("/traces", page.url()).href);
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(request.url());
  });
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "shop.json", { type: "application/json" }));
    return transfer;
  }, zipkinFile);
  await page.dispatchEvent("main", "dragover", { dataTransfer: dropped });
  await expect(page.getByText("Drop a trace of Jaeger, Zipkin or OpenTelemetry")).toBeVisible();
  await page.dispatchEvent("main", "drop", { dataTransfer: dropped });
  await expect(tree(page).getByRole("row")).toHaveCount(3);
  await tree(page)
    .getByRole("row", { name: /charge card/ })
    .click();
  await expect(details(page).getByText('"attempt"')).toBeVisible();
  await expect(details(page).getByText("nothing was uploaded")).toBeVisible();
  expect(sent).toEqual([]);
  expect(await seriousFindings(page)).toEqual([]);

  await page.reload();
  await expect(page.getByText("The file of this trace is not open")).toBeVisible();
});

test("opened files are closed one by one, by key or button, or all at once", async ({ signedIn: page }) => {
  await page.goto(new URL("/traces", page.url()).href);
  const files = page.getByRole("region", { name: "From files" });
  const named = (name: string) => files.getByRole("list", { name });
  const file = (name: string) => ({
    name: `${name}.json`,
    mimeType: "application/json",
    buffer: Buffer.from(zipkinFile.replaceAll("5af7", name)),
  });
  await page.getByLabel("Trace files").setInputFiles(["aaaa", "bbbb", "cccc"].map(file));
  await expect(files.getByRole("list")).toHaveCount(3);
  // the last of them is the one that is shown
  await expect(page).toHaveURL(/from=file/);
  await expect(tree(page).getByRole("row")).toHaveCount(3);

  await named("bbbb.json").getByRole("button").focus();
  await page.keyboard.press("Delete");
  await expect(named("bbbb.json")).toHaveCount(0);
  // the keys go on beside it, and what is shown stays
  await expect(named("aaaa.json").getByRole("button")).toBeFocused();
  await expect(tree(page).getByRole("row")).toHaveCount(3);

  await files.getByRole("button", { name: "Close cccc.json" }).click();
  await expect(named("cccc.json")).toHaveCount(0);
  // the trace that was shown went with its file
  await expect(page).not.toHaveURL(/from=file/);
  await expect(tree(page)).toHaveCount(0);

  await page.getByLabel("Trace files").setInputFiles(["bbbb", "cccc"].map(file));
  await expect(files.getByRole("list")).toHaveCount(3);
  expect(await seriousFindings(page)).toEqual([]);
  await files.getByRole("button", { name: "Close all" }).click();
  await expect(files).toHaveCount(0);
});

test("a file that is no trace is refused in words", async ({ signedIn: page }) => {
  await page.goto(new URL("/traces", page.url()).href);
  await page
    .getByLabel("Trace files")
    .setInputFiles({ name: "notes.json", mimeType: "application/json", buffer: Buffer.from('{"hello":1}') });
  await expect(page.getByText("notes.json was not opened", { exact: true })).toBeVisible();
});

test("drawing over the minimap looks closer, the wheel goes on, a double click shows all again", async ({
  signedIn: page,
  server,
}) => {
  await send(server, "trace-zoom", flow);
  await page.goto(new URL("/traces/trace-zoom", page.url()).href);
  const late = tree(page).getByRole("row", { name: /GITHUB\.openPR/ });
  await expect(late).not.toContainText("later than shown");
  const map = (await page.locator("[data-minimap]").boundingBox())!;
  await page.mouse.move(map.x + 2, map.y + 10);
  await page.mouse.down();
  await page.mouse.move(map.x + map.width / 6, map.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect(late).toContainText("later than shown");
  const rows = (await tree(page).boundingBox())!;
  await page.mouse.move(rows.x + 300, rows.y + 40);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, 3000);
  await page.keyboard.up("Control");
  await expect(late).not.toContainText("later than shown");
  await page.mouse.move(rows.x + 300, rows.y + 40);
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await page.keyboard.press("A");
  await page.keyboard.press("A");
  await page.keyboard.press("A");
  await page.keyboard.press("A");
  await page.locator("[data-minimap]").dblclick({ position: { x: 5, y: 5 } });
  await expect(late).not.toContainText("later than shown");
});

test("rows stand by call or by source, the slowest span is found in the table, and the log has every span", async ({
  signedIn: page,
  server,
}) => {
  await send(server, "trace-table", flow);
  await page.goto(new URL("/traces/trace-table", page.url()).href);
  const levels = () =>
    tree(page)
      .getByRole("row")
      .evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-level")));
  await expect.poll(levels).toEqual(["1", "2", "2", "3"]);
  await page.keyboard.press("r");
  await expect.poll(levels).toEqual(["1", "1", "1", "1"]);
  await page.keyboard.press("c");
  await details(page).getByRole("radio", { name: "Spans" }).click();
  await details(page).getByRole("button", { name: "Took", exact: true }).click();
  await expect(details(page).getByRole("row").nth(1)).toContainText("updateTaskStatus");
  expect(await seriousFindings(page), "table").toEqual([]);
  await details(page).getByRole("button", { name: "Open full log" }).click();
  const log = page.getByRole("dialog", { name: /Log of trace-table/ });
  await expect(log.getByRole("listitem")).toHaveCount(4);
  await log.getByRole("button", { name: /notify/ }).click();
  await expect(log.getByText('"timeout after 8 s"')).toBeVisible();
  expect(await seriousFindings(page), "log").toEqual([]);
});
