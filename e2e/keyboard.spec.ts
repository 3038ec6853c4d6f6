import { expect, test } from "./fixtures/test.ts";

test("keyboard alone: find a patch, read it, search, filter through the palette, see the keys", async ({
  signedIn: page,
  workspace,
}) => {
  await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const first = 1;"]);
  await workspace.patchctl(["append", "--file", "src/price.ts", "--block", "export const second = 2;"]);
  await expect(page.getByRole("row", { name: /src\// })).toHaveCount(2);

  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Patch" });
  await expect(panel).toContainText("first");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(panel).toContainText("second");

  await page.keyboard.press("/");
  await page.keyboard.type("report");
  await expect(page.getByRole("row", { name: /src\// })).toHaveCount(1);
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.type("pause");
  await expect(page.getByRole("option", { selected: true })).toContainText("Pause the stream");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /Resume/ })).toBeVisible();

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("Resume the stream");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});
