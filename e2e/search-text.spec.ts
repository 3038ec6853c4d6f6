import { expect, test } from "./fixtures/test.ts";
import { openTraces, sendSpans, tree } from "./fixtures/traces.ts";

const spans = ["op 1", "op 777", "another"].map((operation, n) => ({
  trace_id: "typed",
  span_id: `${n}`,
  operation,
  at_ms: n,
}));

const screens = [
  { screen: "/traces/typed", name: "Search traces and spans" },
  { screen: "/patches", name: "Search patches" },
];
for (const { screen, name } of screens)
  test(`${name}: words typed with a rest after a space keep the space, and nothing typed is taken back`, async ({
    signedIn: page,
    server,
    workspace,
  }) => {
    await sendSpans(server, spans);
    await workspace.patchctl(["append", "--file", "src/report.ts", "--block", "export const first = 1;"]);
    await openTraces(page, screen);
    const field = page.getByRole("searchbox", { name });
    await field.focus();
    await page.keyboard.type("op ");
    await expect(page).toHaveURL(/q=op(&|$)/);
    await page.keyboard.type("777");
    await expect(page).toHaveURL(/q=op(\+|%20)777/);
    await expect(field).toHaveValue("op 777");
  });

test("a key right after Enter finds what was just typed, before the address has it", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, spans);
  await openTraces(page, "/traces/typed");
  await expect(tree(page).getByRole("row")).toHaveCount(3);
  await page.keyboard.press("/");
  await page.keyboard.type("777");
  // as close on each other as keys can be
  await page.evaluate(async () => {
    const press = (key: string) =>
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    press("Enter");
    await Promise.resolve();
    press("n");
  });
  await expect(tree(page).getByRole("row", { selected: true })).toContainText("op 777");
});

test("Escape empties the search of traces, the field too", async ({ signedIn: page, server }) => {
  await sendSpans(server, spans);
  await openTraces(page, "/traces/typed?q=777");
  const field = page.getByRole("searchbox", { name: "Search traces and spans" });
  await expect(field).toHaveValue("777");
  await field.press("Escape");
  await expect(field).toHaveValue("");
  await expect(page).not.toHaveURL(/q=/);
});
