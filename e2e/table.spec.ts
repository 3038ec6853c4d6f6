import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures/test.ts";

for (const width of [1280, 1440, 1920]) {
  test(`beside an open patch nothing of the table is out of sight, ${width} pixels wide`, async ({
    signedIn: page,
    workspace,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const a = 1;"]);
    await page.getByRole("row", { name: /report\.ts/ }).click();
    await page.getByRole("radio", { name: "Table" }).click();
    const grid = page.getByRole("grid", { name: "Patches" });
    for (const name of ["Time", "Status", "File", "Operation", "Requester", "Lines"])
      await expect(grid.getByRole("columnheader", { name })).toBeInViewport({ ratio: 1 });
    const row = grid.getByRole("row", { name: /report\.ts/ });
    await expect(row.getByText("+1")).toBeInViewport({ ratio: 1 });
    await expect.poll(() => grid.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    // a cell stands under its own head
    const left = async (part: Locator) => (await part.boundingBox())?.x;
    const head = grid.getByRole("columnheader", { name: "Operation" });
    await expect.poll(async () => (await left(row.getByText("append")))! - (await left(head))!).toBe(0);
  });
}
