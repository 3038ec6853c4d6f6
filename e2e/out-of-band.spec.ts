import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { seriousFindings } from "./fixtures/serious-findings.ts";
import { expect, test } from "./fixtures/test.ts";

const alert = (page: Page) => page.getByRole("banner").getByRole("link", { name: /went around/ });
const list = (page: Page) => page.getByRole("grid", { name: "Edits that went around" });
const watching = async (page: Page) => {
  await page.goto(new URL("/custody", page.url()).href);
  await expect(page.getByText(/^watching \d+ files$/)).toBeVisible();
};

test("an edit around patchctl is announced where one works, looked at, and put back by a patch", async ({
  signedIn: page,
  workspace,
}) => {
  await watching(page);
  await expect(page.getByText("Nothing is open")).toBeVisible();
  await expect(page.getByText("npx patchctl verify")).toBeVisible();
  expect(await seriousFindings(page), "empty").toEqual([]);
  await page.goto(new URL("/patches", page.url()).href);
  const before = workspace.read("src/price.ts");
  workspace.write("src/price.ts", before.replace("let sum = 0", "let sum = 1"));
  await expect(alert(page)).toContainText("1 edit went around");
  await expect(page.getByText("src/price.ts was changed around patchctl", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Look" }).click();
  await expect(page).toHaveURL(/\/custody\?edit=oob-/);
  const panel = page.getByRole("complementary", { name: "Edit" });
  await expect(panel.getByText("let sum = 1")).toBeVisible();
  await expect(panel.getByText("unknown: no patch did this")).toBeVisible();
  expect(await seriousFindings(page), "open").toEqual([]);

  await page.reload();
  await expect(panel.getByText("let sum = 1")).toBeVisible();
  await panel.getByRole("button", { name: "Put back" }).click();
  const question = page.getByRole("alertdialog", { name: "Put this edit back?" });
  expect(await seriousFindings(page), "question").toEqual([]);
  await question.getByLabel("Reason, kept on record").fill("not reviewed");
  await question.getByRole("button", { name: "Put back" }).click();
  await expect(question).toBeHidden();
  expect(workspace.read("src/price.ts")).toBe(before);
  await expect(alert(page)).toBeHidden();
  await expect(panel.getByText(/put back by admin/)).toBeVisible();
  await expect(panel.getByRole("link", { name: /^Trace / })).toHaveAttribute(
    "href",
    /\/traces\/[0-9a-f]{32}$/,
  );
  await panel.getByRole("link", { name: "Show the patch" }).click();
  await expect(page).toHaveURL(/\/patches\?patch=p-/);
  await expect(
    page.getByRole("complementary", { name: "Patch" }).getByText("not reviewed", { exact: true }).first(),
  ).toBeVisible();
});

test("edits are decided on by keyboard alone, and a refusal is shown in its words", async ({
  signedIn: page,
  workspace,
}) => {
  await watching(page);
  const before = workspace.read("src/price.ts");
  workspace.write("src/price.ts", `// by hand\n${before}`);
  await expect(list(page).getByRole("row", { name: /price\.ts/ })).toBeVisible();
  // a patch changes the very line that the edit made
  const edited = await workspace.patchctl([
    ...["replace-block", "--file", "src/price.ts", "--start", "1", "--end", "1"],
    ...["--block", "// by patch", "--requester", "ai-coder"],
  ]);
  expect(edited.json).toMatchObject({ ok: true });
  await page.keyboard.press("j");
  await expect(page.getByRole("complementary", { name: "Edit" })).toBeVisible();
  await page.keyboard.press("b");
  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: "Put back" }).press("Enter");
  await expect(question.getByRole("alert")).toContainText("REVERT_CONFLICT");
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await page.keyboard.press("a");
  await page.getByRole("alertdialog").getByRole("button", { name: "Accept" }).press("Enter");
  await expect(page.getByText("Nothing is open")).toBeVisible();
  await expect(list(page)).toBeHidden();
  await page.getByRole("radio", { name: "All" }).click();
  await expect(list(page).getByRole("row", { name: /accepted/ })).toBeVisible();
  await expect(page).toHaveURL(/show=all/);
});

test("many files at once are one group, accepted at once; verify says what is left", async ({
  signedIn: page,
  workspace,
}) => {
  await watching(page);
  // a folder comes and goes as one, however busy the machine is
  const gen = join(workspace.root, "gen");
  const elsewhere = `${workspace.root}-gen`;
  mkdirSync(elsewhere);
  for (let n = 0; n < 30; n += 1) writeFileSync(join(elsewhere, `v${n}.ts`), `export const v = ${n};\n`);
  renameSync(elsewhere, gen);
  await expect(list(page).getByText(/30 files at once/)).toBeVisible();
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByText("30 findings")).toBeVisible();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("gen/v0.ts was created around patchctl");
  expect(await seriousFindings(page), "findings").toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Accept all" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Accept all" }).click();
  await expect(page.getByText("Nothing is open")).toBeVisible();
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByText("Intact")).toBeVisible();
  renameSync(gen, elsewhere);
  rmSync(elsewhere, { recursive: true });
  await expect(list(page).getByText(/30 files at once/)).toBeVisible();
});

test("below 900 pixels an edit opens in a drawer", async ({ signedIn: page, workspace }) => {
  await page.setViewportSize({ width: 800, height: 700 });
  await watching(page);
  workspace.write("notes.md", "x\n");
  await list(page)
    .getByRole("row", { name: /notes\.md/ })
    .click();
  await expect(page.getByRole("dialog", { name: "Edit" })).toContainText("notes.md");
  expect(await seriousFindings(page), "drawer").toEqual([]);
});
