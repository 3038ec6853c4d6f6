import { expect, test } from "./fixtures/test.ts";

test("an edit made by patchctl stands in the open browser with its diff, custody and type check", async ({
  signedIn: page,
  workspace,
}) => {
  workspace.write(
    "new.ts",
    "export function total(items: Item[]): number {\n  return items.reduce((sum, item) => sum + item.cents, 0);\n}\n",
  );
  const { code, json } = await workspace.patchctl([
    ...["replace-block", "--file", "src/price.ts", "--start", "6", "--end", "10", "--block-file", "new.ts"],
    ...["--requester", "lint-surgeon", "--order-id", "ORD-001", "--reason", "fold the loop"],
    ...["--trace-id", "fold-17"],
  ]);
  expect(code).toBe(0);
  expect(json).toMatchObject({ ok: true, ts_check_ok: true });

  const row = page.getByRole("row", { name: /price\.ts/ });
  await expect(row).toContainText("lint-surgeon");
  await expect(row).toContainText("validated");
  await row.click();

  const panel = page.getByRole("complementary", { name: "Patch" });
  await expect(panel).toContainText("items.reduce");
  await expect(panel).toContainText("for (const item of items)");
  await expect(panel).toContainText("fold the loop");
  for (const step of ["requested", "applied", "validated"])
    await expect(panel.getByText(step, { exact: true })).toBeVisible();
  await expect(panel).toContainText("tsc");

  await panel.getByText("Origin and custody chain").click();
  const chain = panel.getByRole("list", { name: "Custody chain" });
  await expect(chain.getByRole("link", { name: "Trace fold-17" })).toHaveCount(3);
  await chain.getByRole("link", { name: "Trace fold-17" }).first().click();
  await expect(page).toHaveURL(/\/traces\/fold-17/);
});

test("a type error shows as failed, with what the compiler said", async ({ signedIn: page, workspace }) => {
  const { code, json } = await workspace.patchctl([
    ...[
      "replace-block",
      "--file",
      "src/price.ts",
      "--start",
      "9",
      "--end",
      "9",
      "--block",
      '  return "free";',
    ],
    ...["--requester", "ai-coder"],
  ]);
  expect(code).toBe(0);
  expect(json).toMatchObject({ ok: true, ts_check_ok: false });
  const row = page.getByRole("row", { name: /price\.ts/ });
  await expect(row).toContainText("failed");
  await row.click();
  await expect(page.getByRole("complementary", { name: "Patch" })).toContainText("TS2322");
});

test("a refused edit says why, and the file stays", async ({ signedIn: page, workspace }) => {
  const before = workspace.read("src/price.ts");
  const { code, json } = await workspace.patchctl([
    "replace-block",
    ...["--file", "src/price.ts", "--start", "900", "--end", "901", "--block", "x"],
  ]);
  expect(code).toBe(1);
  expect(json).toMatchObject({ ok: false, code: "LINE_OUT_OF_RANGE" });
  expect(workspace.read("src/price.ts")).toBe(before);
  const row = page.getByRole("row", { name: /price\.ts/ });
  await expect(row).toContainText("failed");
  await row.click();
  await expect(page.getByRole("complementary", { name: "Patch" })).toContainText("LINE_OUT_OF_RANGE");
});

test("a revert from the panel puts the bytes back and marks the patch", async ({
  signedIn: page,
  workspace,
}) => {
  const before = workspace.read("src/report.ts");
  await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const extra = 1;"]);
  expect(workspace.read("src/report.ts")).not.toBe(before);

  await page.getByRole("row", { name: /report\.ts/ }).click();
  await page.getByRole("button", { name: "Revert" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: /revert/i }).click();

  await expect(page.getByRole("row", { name: /report\.ts/ }).filter({ hasText: "reverted" })).toBeVisible();
  await expect.poll(() => workspace.read("src/report.ts")).toBe(before);
});

test("an edit made while no server ran is delivered with the next one, once", async ({
  workspace,
  server,
  page,
}) => {
  const port = Number(new URL(server.url).port);
  await server.stop();
  await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const alone = 1;"]);

  const { startServer } = await import("./fixtures/server.ts");
  const again = await startServer(workspace.root, port);
  try {
    await workspace.patchctl(["append", "--file", "src/price.ts", "--block", "export const together = 1;"]);
    await page.goto(again.link);
    await expect(page.getByRole("row", { name: /report\.ts/ })).toHaveCount(1);
    await expect(page.getByRole("row", { name: /price\.ts/ })).toHaveCount(1);
  } finally {
    await again.stop();
  }
});

test("started again, everything is still there", async ({ workspace, server, page }) => {
  await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const kept = 1;"]);
  await server.stop();
  const { startServer } = await import("./fixtures/server.ts");
  const again = await startServer(workspace.root);
  try {
    await page.goto(again.link);
    await page.getByRole("row", { name: /report\.ts/ }).click();
    await expect(page.getByRole("complementary", { name: "Patch" })).toContainText("kept");
  } finally {
    await again.stop();
  }
});
