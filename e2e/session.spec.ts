import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { startServer } from "./fixtures/server.ts";
import { expect, test } from "./fixtures/test.ts";

test("signing out in one tab ends the others of the same browser", async ({
  signedIn: page,
  context,
  workspace,
}) => {
  await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const a = 1;"]);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("row", { name: /report\.ts/ })).toBeVisible();
  await page.getByRole("button", { name: /account/i }).click();
  await page.getByRole("menuitem", { name: /sign out/i }).click();
  for (const tab of [page, other]) {
    await expect(tab.getByRole("button", { name: "Sign in" })).toBeVisible();
    await expect(tab.getByRole("row", { name: /report\.ts/ })).toHaveCount(0);
  }
});

test("a page whose past is gone after a restart reads its history again and goes on live", async ({
  signedIn: page,
  server,
  workspace,
}) => {
  await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const a = 1;"]);
  await expect(page.getByRole("row", { name: /report\.ts/ })).toBeVisible();
  await server.stop();
  await expect(page.getByRole("button", { name: /Connection: Reconnecting/ })).toBeVisible();
  const log = new DatabaseSync(join(workspace.root, ".mission_control/server/mission-control.db"));
  log.exec("DELETE FROM event_log");
  log.close();
  const again = await startServer(workspace.root, Number(new URL(server.url).port));
  try {
    await expect(page.getByText("Live", { exact: true })).toBeVisible({ timeout: 20_000 });
    await workspace.patchctl(["append", "--file", "src/price.ts", "--block", "export const b = 1;"]);
    await expect(page.locator("[data-patch-id]")).toHaveCount(2);
  } finally {
    await again.stop();
  }
});

test("a file and an order with a comma in their names can be filtered for", async ({
  signedIn: page,
  server,
}) => {
  const file = "src/ünï 😀, a & b/fil,e №1.ts";
  const apply = (order_id: string, one: string) =>
    server.call("POST", "/api/patches/apply", {
      requester: "ai-coder",
      order_id,
      patches: [{ op: "create-file", file: one, block: "export const a = 1;\n" }],
    });
  await apply("ORD, 1", file);
  await apply("ORD", "src/other.ts");
  await expect(page.locator("[data-patch-id]")).toHaveCount(2);
  const filters = page.getByRole("complementary", { name: "Filters" });
  for (const name of [/№1/, /ORD, 1/]) {
    await filters.getByRole("checkbox", { name }).click();
    await page.reload();
    await expect(page.locator("[data-patch-id]")).toHaveCount(1);
    await expect(page.getByRole("row", { name: /№1/ })).toBeVisible();
    await filters.getByRole("checkbox", { name }).click();
    await expect(page.locator("[data-patch-id]")).toHaveCount(2);
  }
});
