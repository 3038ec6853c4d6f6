// Replays that do not come out as their original: a patch whose record was changed, a factory that dies half way.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { startFactory } from "./fixtures/factory.ts";
import { seriousFindings } from "./fixtures/serious-findings.ts";
import { expect, test } from "./fixtures/test.ts";
import { details, openTraces, sendSpans, tree } from "./fixtures/traces.ts";

const summary = (page: Page) => details(page).getByRole("region", { name: "Summary of the replay" });

test("a patch that comes out otherwise is named in the summary, stands in the replay's trace and is added in the comparison", async ({
  signedIn: page,
  server,
  workspace,
}) => {
  const answer = await fetch(`${server.url}/api/patches/apply`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${server.token}`,
      "content-type": "application/json",
      "x-trace-id": "patched",
    },
    body: JSON.stringify({
      requester: "ai-coder",
      patches: [{ op: "append", file: "src/report.ts", block: "export const last = 1;" }],
    }),
  });
  const { results } = (await answer.json()) as { results: { patch_id: string }[] };
  const record = join(workspace.root, ".mission_control/patches", `${results[0]!.patch_id}.json`);
  writeFileSync(record, readFileSync(record, "utf8").replace("last = 1", "last = 2"));

  await openTraces(page, "/traces/patched?tab=replay");
  await expect(tree(page).getByRole("row", { name: /patches.apply/ })).not.toContainText("running");
  await details(page).getByRole("radio", { name: "At once" }).click();
  await details(page).getByRole("button", { name: "Start dry run" }).click();
  await expect(summary(page)).toContainText("failed");
  const patches = summary(page).getByRole("region", { name: "Patches" });
  await expect(patches).toContainText("0 of 1 the same");
  await expect(patches.getByRole("link", { name: "src/report.ts" })).toBeVisible();
  await expect(summary(page)).toContainText("A patch that differs made another file than before");
  expect(await seriousFindings(page), "summary").toEqual([]);
  const original = page.url();

  await summary(page).getByRole("link", { name: "View in timeline" }).click();
  const point = tree(page).getByRole("row", { name: /replay patch/ });
  await expect(point).toBeVisible();
  await point.click();
  await expect(details(page)).toContainText("src/report.ts");
  expect(await seriousFindings(page), "timeline").toEqual([]);

  await page.goto(original);
  await summary(page).getByRole("link", { name: "Compare" }).click();
  await expect(page.getByText(/replay patch/).first()).toBeVisible();
  expect(await seriousFindings(page), "compare").toEqual([]);
});

test("of two factories one is killed half way: what each has done is listed as it goes, and it fails with a reason and a next step", async ({
  signedIn: page,
  server,
}) => {
  const [left, right] = await Promise.all([startFactory(server, "left"), startFactory(server, "right")]);
  try {
    const note = (span_id: string, source: string, at: number) => ({
      trace_id: "two",
      span_id,
      parent_span_id: "order",
      source,
      operation: "draft-note",
      at_ms: at,
      duration_ms: 120,
      details: { message: "remember the milk" },
    });
    await sendSpans(server, [
      { trace_id: "two", span_id: "order", source: "shop", operation: "order", duration_ms: 1200 },
      note("a", "right", 100),
      note("b", "left", 500),
      note("c", "right", 900),
    ]);
    await openTraces(page, "/traces/two?tab=replay");
    await details(page).getByRole("radio", { name: "Live" }).click();
    await details(page).getByRole("radio", { name: "Original" }).click();
    await details(page).getByRole("button", { name: "Live replay…" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Replay live?" });
    await expect(dialog).toContainText("2 factories will be called, 3 times in all");
    for (const name of ["left", "right"]) await expect(dialog).toContainText(name);
    expect(await seriousFindings(page), "dialog").toEqual([]);
    // so that it is half way for as long as it takes to end the other one
    left.hold();
    await dialog.getByRole("button", { name: "Call 2 factories" }).click();
    const running = details(page).getByRole("region", { name: "Replay under way" });
    const called = running.getByRole("region", { name: "Calls" });
    await expect(called.getByRole("listitem").filter({ hasText: "right" })).toContainText("1 ok");
    await right.stop("SIGKILL");
    left.goOn();

    await expect(summary(page)).toContainText("failed");
    await expect(summary(page)).toContainText(/"draft-note" of right failed \(FACTORY_NOT_CONNECTED\)/);
    await expect(summary(page)).toContainText("Once its factory is put right, run it again.");
    const calls = summary(page).getByRole("region", { name: "Calls" }).getByRole("listitem");
    await expect(calls.filter({ hasText: "left" })).toContainText("1 ok");
    await expect(calls.filter({ hasText: "right" })).toContainText("1 ok, 1 failed, 1 otherwise");
    await expect(tree(page).locator("[data-ghost=live]")).toHaveCount(4);
    expect(await seriousFindings(page), "done").toEqual([]);
  } finally {
    await left.stop();
    await right.stop();
  }
});
