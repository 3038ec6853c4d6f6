import type { Page } from "@playwright/test";
import { pressChord } from "./fixtures/press-chord.ts";
import { seriousFindings } from "./fixtures/serious-findings.ts";
import { expect, test } from "./fixtures/test.ts";
import type { ScratchWorkspace } from "./fixtures/workspace.ts";

const tasks = ["A1F2", "B7C9"].map((uuid) => ({
  uuid,
  file: "src/price.ts",
  instruction: "round to cents",
  allowed_spans: ["src/price.ts", "src/report.ts"].map((file) => ({ file, start: 1, end: 80 })),
}));
const giveTasks = (workspace: ScratchWorkspace) =>
  workspace.write(".mission_control/tasks.json", JSON.stringify(tasks));
const lock = (workspace: ScratchWorkspace, file: string, task: string, minutes = 15) =>
  workspace.patchctl([
    "lock",
    "--file",
    file,
    "--task-id",
    task,
    "--minutes",
    String(minutes),
    "--requester",
    "ai-coder",
  ]);
const railButton = (page: Page, name: string | RegExp) =>
  page.getByRole("navigation", { name: "Screens" }).getByRole("button", { name });
const edit = (task: string, more: string[] = []) => [
  "replace-block",
  "--file",
  "src/price.ts",
  "--start",
  "7",
  "--end",
  "7",
  "--task-id",
  task,
  ...more,
];

test("who holds what shows live and counts down; a reviewer releases it with a reason", async ({
  signedIn: page,
  workspace,
}) => {
  giveTasks(workspace);
  await railButton(page, "Leases").click();
  const dialog = page.getByRole("dialog", { name: "Leases" });
  await expect(dialog.getByText("No file is held")).toBeVisible();
  await expect(dialog.getByText("npx patchctl lock --file src/a.ts")).toBeVisible();
  expect(await seriousFindings(page), "empty").toEqual([]);

  expect((await lock(workspace, "src/price.ts", "A1F2")).json).toMatchObject({ ok: true });
  const row = dialog.getByRole("row", { name: /price\.ts A1F2 ai-coder/ });
  await expect(row).toContainText(/1[45]:\d\d/);
  const shown = await row.getByRole("time").last().innerText();
  await expect(row.getByRole("time").last()).not.toHaveText(shown);
  expect(await seriousFindings(page), "table").toEqual([]);
  expect((await workspace.patchctl(edit("B7C9", ["--block", "  let sum = 1;"]))).json).toMatchObject({
    ok: false,
    code: "FILE_LEASED",
  });

  await row.getByRole("button", { name: "Release src/price.ts…" }).click();
  const confirm = page.getByRole("alertdialog", { name: "Release price.ts?" });
  await expect(confirm.getByRole("button", { name: "Release" })).toBeDisabled();
  await confirm.getByRole("textbox", { name: /Reason/ }).fill("its agent hangs");
  expect(await seriousFindings(page), "confirm").toEqual([]);
  await confirm.getByRole("button", { name: "Release" }).click();
  await expect(dialog.getByText("No file is held")).toBeVisible();
  expect((await workspace.patchctl(edit("B7C9", ["--block", "  let sum = 1;"]))).json).toMatchObject({
    ok: true,
  });
});

test("by keyboard: opened by keys and from the palette, closed by Esc; a link opens them; the rail counts", async ({
  signedIn: page,
  workspace,
}) => {
  giveTasks(workspace);
  const dialog = page.getByRole("dialog", { name: "Leases" });
  await pressChord(page, ["g", "l"]);
  await expect(dialog).toBeVisible();
  await expect(page).toHaveURL(/dialog=leases/);
  await page.reload();
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page).not.toHaveURL(/dialog/);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("lock");
  await expect(page.getByRole("option", { selected: true })).toContainText("Show the leases");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");

  await lock(workspace, "src/price.ts", "A1F2");
  await lock(workspace, "src/report.ts", "B7C9");
  await expect(railButton(page, "Leases: 2 files held")).toBeVisible();
  await workspace.patchctl(["unlock", "--file", "src/report.ts", "--task-id", "B7C9"]);
  await expect(railButton(page, "Leases: 1 file held")).toBeVisible();
});

test("who only reads sees who holds what, and nothing to release it with", async ({
  signedIn: page,
  server,
  workspace,
}) => {
  giveTasks(workspace);
  await lock(workspace, "src/price.ts", "A1F2");
  const made = await server.call("POST", "/api/tokens", { name: "reader", role: "viewer" });
  const { token } = (await made.json()) as { token: string };
  await page.context().clearCookies();
  await page.goto(`${server.url}/patches?dialog=leases`);
  await page.getByLabel(/token/i).fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
  const dialog = page.getByRole("dialog", { name: "Leases" });
  await expect(dialog.getByRole("row", { name: /price\.ts A1F2/ })).toBeVisible();
  await expect(dialog.getByRole("button", { name: /^Release/ })).toHaveCount(0);
});

test("the inspector says that the file is leased, and that the task is blocked, by what, and when it goes on", async ({
  signedIn: page,
  workspace,
}) => {
  giveTasks(workspace);
  await workspace.patchctl(edit("A1F2", ["--block", "  let sum = 1;", "--patch-id", "p-first"]));
  await page.goto(`${new URL(page.url()).origin}/patches?patch=p-first`);
  const panel = page.getByRole("complementary", { name: "Patch" });
  await expect(panel.getByText("A1F2 · pending")).toBeVisible();
  await workspace.patchctl([
    "replace-text",
    "--file",
    "src/price.ts",
    "--old-text",
    "nowhere at all",
    "--block",
    "x",
    "--task-id",
    "A1F2",
    "--patch-id",
    "p-second",
  ]);
  const note = panel.getByRole("region", { name: "Blocked task" });
  await expect(note).toContainText("NO_MATCH");
  await expect(panel.getByText("A1F2 · blocked")).toBeVisible();
  await lock(workspace, "src/price.ts", "A1F2");
  await expect(panel.getByText(/^Leased to A1F2 \(ai-coder\)$/)).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await note.getByRole("button", { name: "p-second" }).click();
  await expect(note).toContainText("by this patch");
  await workspace.patchctl(edit("A1F2", ["--block", "  let sum = 2;"]));
  await expect(note).toHaveCount(0);
  await expect(panel.getByText("A1F2 · pending")).toBeVisible();
});
