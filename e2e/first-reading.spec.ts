// News that come while something is read for the first time: the answer that is on its way is from before them.
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/test.ts";
import { feed, openTraces, sendSpans, tree } from "./fixtures/traces.ts";

/** The first answer to each of these addresses is taken from the server at once, and comes when `release` is called. */
async function holdFirst(page: Page, urls: readonly RegExp[]) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const taken = urls.map(
    (url) =>
      new Promise<void>((resolve) => {
        void page.route(
          url,
          async (route) => {
            const response = await route.fetch();
            resolve();
            await released;
            await route.fulfill({ response });
          },
          { times: 1 },
        );
      }),
  );
  return { taken: Promise.all(taken), release };
}

test("a lease and an edit that come before the first lists of them are counted", async ({
  signedIn: page,
  workspace,
  server,
}) => {
  const task = {
    uuid: "A1F2",
    file: "src/report.ts",
    instruction: "round",
    allowed_spans: [{ file: "src/report.ts", start: 1, end: 80 }],
  };
  workspace.write(".mission_control/tasks.json", JSON.stringify([task]));
  await page.goto(new URL("/custody", page.url()).href);
  await expect(page.getByText(/^watching \d+ files$/)).toBeVisible();
  const lists = await holdFirst(page, [
    /\/api\/leases$/,
    /\/out-of-band\?open=true&limit=1$/,
    /\/out-of-band\?open=true&limit=200$/,
  ]);
  await page.reload();
  await lists.taken;
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const lease = { file: task.file, task_id: task.uuid, requester: "ai-coder" };
  expect((await server.call("POST", "/api/leases", lease)).status).toBe(200);
  workspace.write("src/price.ts", workspace.read("src/price.ts").replace("let sum = 0", "let sum = 1"));
  await expect(page.getByText("src/price.ts was changed around patchctl", { exact: true })).toBeVisible();
  lists.release();
  await expect(page.getByRole("button", { name: "Leases: 1 file held" })).toBeVisible();
  await expect(page.getByRole("banner").getByRole("link", { name: /1 edit went around/ })).toBeVisible();
  await expect(page.getByRole("grid", { name: "Edits that went around" }).getByRole("row")).toHaveCount(1);
});

test("a span that comes before the first picture of its trace is drawn", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, [{ trace_id: "grows", span_id: "1" }]);
  await openTraces(page, "/traces");
  const row = feed(page).getByRole("option");
  await expect(row).toContainText("1 span");
  const picture = await holdFirst(page, [/\/grows\/skeleton$/]);
  await row.click();
  await picture.taken;
  await sendSpans(server, [{ trace_id: "grows", span_id: "2" }]);
  await expect(row).toContainText("2 spans");
  picture.release();
  await expect(tree(page).getByRole("row")).toHaveCount(2);
});
