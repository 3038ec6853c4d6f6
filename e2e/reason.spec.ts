import { expect, test } from "./fixtures/test.ts";

test("a reason of 2,000 characters can be read to its end, by keyboard too", async ({
  signedIn: page,
  server,
}) => {
  const reason = `because ${"of this and that ".repeat(116)}the end.`;
  await server.call("POST", "/api/patches/apply", {
    requester: "ai-coder",
    reason,
    patches: [{ op: "append", file: "src/report.ts", block: "export const a = 1;" }],
  });
  await page.getByRole("row", { name: /report\.ts/ }).click();
  const panel = page.getByRole("complementary", { name: "Patch" });
  const words = panel.getByText(/^because of this/);
  const cut = () => words.evaluate((element) => element.scrollHeight - element.clientHeight);
  await expect(words).toHaveText(reason);
  await expect.poll(cut).toBeGreaterThan(0);
  await panel.getByRole("button", { name: "Show all" }).press("Enter");
  await expect.poll(cut).toBe(0);
  await expect(panel.getByRole("button", { name: "Revert" })).toBeInViewport({ ratio: 1 });
});
