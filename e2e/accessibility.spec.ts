import { seriousFindings } from "./fixtures/serious-findings.ts";
import { expect, test } from "./fixtures/test.ts";

test("axe finds nothing serious: sign-in", async ({ page, server }) => {
  await page.goto(server.url);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
});

test("axe finds nothing serious: first screen, stream, open patch, table, palette, keys", async ({
  signedIn: page,
  workspace,
}) => {
  expect(await seriousFindings(page), "empty first screen").toEqual([]);

  await workspace.patchctl([
    "append",
    "--file",
    "src/report.ts",
    "--block",
    "export const a = 1;",
    "--order-id",
    "ORD-001",
  ]);
  await workspace.patchctl([
    "replace-block",
    "--file",
    "src/price.ts",
    "--start",
    "9",
    "--end",
    "9",
    "--block",
    '  return "x";',
  ]);
  await workspace.patchctl([
    "replace-block",
    "--file",
    "src/price.ts",
    "--start",
    "900",
    "--end",
    "901",
    "--block",
    "x",
  ]);
  await expect(page.getByRole("row", { name: /src\// })).toHaveCount(3);
  expect(await seriousFindings(page), "stream").toEqual([]);

  await page.getByRole("row", { name: /report\.ts/ }).click();
  await expect(page.getByRole("complementary", { name: "Patch" })).toContainText("export const a");
  expect(await seriousFindings(page), "open patch").toEqual([]);

  await page.getByRole("radio", { name: "Table" }).click();
  expect(await seriousFindings(page), "table").toEqual([]);

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await seriousFindings(page), "palette").toEqual([]);
  await page.keyboard.press("Escape");

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await seriousFindings(page), "keys").toEqual([]);
});
