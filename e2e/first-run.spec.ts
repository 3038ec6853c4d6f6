import { expect, test } from "./fixtures/test.ts";

test("a browser without a session is asked to sign in, and a pasted token does", async ({ page, server }) => {
  await page.goto(`${server.url}/patches`);
  await page.getByLabel(/token/i).fill("mc_wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel(/token/i).fill(server.token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
});

test("the empty first screen teaches how to connect an agent", async ({ signedIn: page }) => {
  await expect(page.getByText(/npx patchctl/).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /demo/i })).toBeVisible();
  await expect(page.getByRole("button", { name: /copy/i }).first()).toBeVisible();
});

test("the demo button opens a second server in which agents make real edits", async ({
  signedIn: page,
  context,
}) => {
  test.setTimeout(120_000);
  const opened = context.waitForEvent("page");
  await page.getByRole("button", { name: /demo/i }).click();
  const demo = await opened;
  await expect(demo.getByRole("row", { name: /\.ts/ }).first()).toBeVisible({ timeout: 60_000 });
  expect(new URL(demo.url()).origin).not.toBe(new URL(page.url()).origin);
});

for (const width of [800, 1280, 1440, 1920]) {
  test(`at ${width} wide nothing overflows the window`, async ({ signedIn: page, workspace }) => {
    await page.setViewportSize({ width, height: 900 });
    await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const a = 1;"]);
    await page.getByRole("row", { name: /report\.ts/ }).click();
    await expect(page.getByText("export const a").first()).toBeVisible();
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(overflow).toBeLessThanOrEqual(0);
  });
}
