import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { seriousFindings } from "./fixtures/serious-findings.ts";
import { expect, test } from "./fixtures/test.ts";
import { details, openTraces, sendSpans } from "./fixtures/traces.ts";

test("a replay that waits for its place says for whom, leads to them, and is stopped as one that runs", async ({
  signedIn: page,
  server,
}) => {
  // it takes every call, and answers none before it is closed
  const slow = createServer(() => undefined).listen(0, "127.0.0.1");
  try {
    await new Promise((resolve) => slow.once("listening", resolve));
    const { port } = slow.address() as AddressInfo;
    await server.call("POST", "/api/factories", {
      name: "slow-factory",
      url: `http://127.0.0.1:${port}`,
      capabilities: ["simulateOperation"],
    });
    await sendSpans(server, [
      { trace_id: "slow", span_id: "s", source: "slow-factory", operation: "think", duration_ms: 50 },
      { trace_id: "quick", span_id: "q", source: "shop", operation: "order", duration_ms: 50 },
    ]);
    const startLive = async () => {
      const patient = { mode: "live", wait: false, timeout_ms: 600_000 };
      expect((await server.call("POST", "/api/traces/replay/slow", patient)).status).toBe(200);
    };
    for (let n = 0; n < 4; n++) await startLive();
    await openTraces(page, "/traces/quick?tab=replay");
    await details(page).getByRole("button", { name: "Start dry run" }).click();
    const waits = details(page).getByRole("region", { name: "Waits for its place" });
    await expect(waits).toContainText("4 replays are at work");
    await expect(waits.getByRole("listitem")).toHaveText(Array(4).fill("live replay ofslowadmin"));
    expect(await seriousFindings(page)).toEqual([]);
    const waiting = page.url();

    await waits.getByRole("link", { name: "slow" }).first().click();
    await expect(page).toHaveURL(/traces\/slow\?.*replay=/);
    // the one that is shown now is at work
    await expect(waits).toHaveCount(0);
    await details(page).getByRole("button", { name: "Stop" }).click();
    await expect(details(page).getByRole("region", { name: "Summary of the replay" })).toContainText(
      "aborted",
    );
    await page.goto(waiting);
    await expect(details(page).getByRole("region", { name: "Summary of the replay" })).toContainText(
      "completed",
    );

    await startLive();
    await details(page).getByRole("button", { name: "Again" }).click();
    await expect(waits).toBeVisible();
    await details(page).getByRole("button", { name: "Stop" }).click();
    await expect(details(page).getByRole("region", { name: "Summary of the replay" })).toContainText(
      /aborted by admin/i,
    );
  } finally {
    slow.closeAllConnections();
    slow.close();
  }
});
