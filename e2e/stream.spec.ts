import type { Page, WebSocketRoute } from "@playwright/test";
import { expect, test } from "./fixtures/test.ts";

/** Every patch on screen, by the line it appended; the list is scrolled through, since it is virtualised. */
async function shownIds(page: Page): Promise<string[]> {
  return page
    .getByRole("row")
    .evaluateAll((rows) => rows.flatMap((row) => row.getAttribute("data-patch-id") ?? []));
}

test("history and the live feed join without gaps or doubles across a cut of the connection", async ({
  page,
  server,
  workspace,
}) => {
  const append = async (n: number) => {
    const answer = await server.call("POST", "/api/patches/apply", {
      requester: "ai-coder",
      patches: [
        { op: "append", file: "src/report.ts", block: `export const line${n} = ${n};`, patch_id: `p${n}` },
      ],
    });
    expect(answer.ok).toBe(true);
  };
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
  workspace.write(".mission_control/policy.json", JSON.stringify({ check: "none" }));

  const sockets: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/ws/, (socket) => {
    sockets.push(socket);
    socket.connectToServer();
  });

  for (const n of range(0, 5)) await append(n); // history
  await page.goto(server.link);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  for (const n of range(5, 10)) await append(n); // live
  await expect.poll(async () => (await shownIds(page)).length).toBe(10);

  await sockets.at(-1)!.close();
  for (const n of range(10, 15)) await append(n); // while the connection is down
  await expect.poll(() => sockets.length, { timeout: 20_000 }).toBeGreaterThan(1);
  for (const n of range(15, 18)) await append(n); // live again

  const all = range(0, 18).map((n) => `p${n}`);
  await expect.poll(() => shownIds(page)).toEqual(all.reverse());
});

test("pause freezes the view, counts what arrives and loses nothing", async ({
  signedIn: page,
  workspace,
}) => {
  await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const a = 1;"]);
  await expect(page.getByRole("row", { name: /report\.ts/ })).toHaveCount(1);
  await page.getByRole("button", { name: "Pause" }).click();
  await workspace.patchctl(["append", "--file", "src/price.ts", "--block", "export const b = 1;"]);
  await expect(page.getByText(/1 new/).first()).toBeVisible();
  await expect(page.getByRole("row", { name: /price\.ts/ })).toHaveCount(0);
  await page.getByRole("button", { name: /Resume/ }).click();
  await expect(page.getByRole("row", { name: /price\.ts/ })).toHaveCount(1);
});

test("filters, search, selection and view survive a reload by URL", async ({ signedIn: page, workspace }) => {
  await workspace.patchctl([
    "append",
    "--file",
    "src/report.ts",
    "--block",
    "export const a = 1;",
    "--requester",
    "ai-coder",
  ]);
  await workspace.patchctl([
    "append",
    "--file",
    "src/price.ts",
    "--block",
    "export const b = 1;",
    "--requester",
    "lint-surgeon",
  ]);
  await expect(page.getByRole("row", { name: /src\// })).toHaveCount(2);

  const filters = page.getByRole("complementary", { name: "Filters" });
  await filters.getByRole("checkbox", { name: /lint-surgeon/ }).click();
  await expect(page.getByRole("row", { name: /src\// })).toHaveCount(1);
  await filters.getByRole("searchbox").fill("price");
  await page.getByRole("row", { name: /price\.ts/ }).click();
  await page.getByRole("radio", { name: "Table" }).click();
  await expect(page).toHaveURL(/lint-surgeon/);
  await expect(page).toHaveURL(/price/);

  await page.reload();
  await expect(filters.getByRole("checkbox", { name: /lint-surgeon/ })).toBeChecked();
  await expect(filters.getByRole("searchbox")).toHaveValue("price");
  await expect(page.getByRole("radio", { name: "Table" })).toBeChecked();
  await expect(page.getByRole("row", { name: /price\.ts/ })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("row", { name: /report\.ts/ })).toHaveCount(0);
  await expect(page.getByRole("complementary", { name: "Patch" })).toContainText("export const b");
});
