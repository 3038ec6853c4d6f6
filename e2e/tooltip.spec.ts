import { expect, test } from "./fixtures/test.ts";

test("a tooltip comes with the pointer and with the focus, describes its control, and goes with Escape", async ({
  signedIn: page,
  workspace,
}) => {
  await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const a = 1;"]);
  const pause = page.getByRole("button", { name: "Pause" });
  const tooltip = page.getByRole("tooltip");
  await pause.hover();
  await expect(tooltip).toContainText("nothing is lost");
  await expect(pause).toHaveAccessibleDescription(/nothing is lost/);
  await page.mouse.move(5, 500);
  await expect(tooltip).toHaveCount(0);

  await page.getByRole("radio", { name: "Stream" }).focus();
  await page.keyboard.press("Tab");
  await expect(pause).toBeFocused();
  await expect(tooltip).toContainText("nothing is lost");
  await page.keyboard.press("Escape");
  await expect(tooltip).toHaveCount(0);
  await expect(pause).toBeFocused();
  await expect(pause).not.toHaveAttribute("aria-describedby");
});
