import type { Page } from "@playwright/test";
import { seriousFindings } from "./fixtures/serious-findings.ts";
import { expect, test } from "./fixtures/test.ts";

const openFromMenu = async (page: Page) => {
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Tokens…" }).click();
};

test("an admin makes an agent token, which works until it is revoked there", async ({
  signedIn: page,
  server,
}) => {
  await openFromMenu(page);
  const dialog = page.getByRole("dialog", { name: "Tokens" });
  const table = dialog.getByRole("table", { name: "Tokens" });
  await expect(table.getByRole("row", { name: /^admin The server's own/ })).toBeVisible();
  await expect(table.getByRole("row", { name: /^patchctl The server's own/ })).toBeVisible();
  expect(await seriousFindings(page), "table").toEqual([]);

  await dialog.getByRole("button", { name: "New token" }).click();
  await expect(dialog.getByRole("textbox", { name: /Name/ })).toBeFocused();
  await expect(dialog.getByRole("radio", { name: /^agent/ })).toBeChecked();
  expect(await seriousFindings(page), "form").toEqual([]);
  await page.keyboard.type("lint-surgeon");
  await page.keyboard.press("Enter");

  const made = dialog.getByRole("region", { name: "The secret of lint-surgeon" });
  const secret = await made.locator("[data-secret]").innerText();
  await expect(made.locator("pre")).toContainText(`Bearer ${secret}`);
  expect(await seriousFindings(page), "secret").toEqual([]);

  const edit = () =>
    fetch(`${server.url}/api/patches/apply`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({
        requester: "lint-surgeon",
        patches: [{ op: "append", file: "src/report.ts", block: "export const a = 1;" }],
      }),
    });
  const first = await edit();
  expect(first.status, await first.clone().text()).toBe(200);

  await made.getByRole("button", { name: "Done" }).click();
  await expect(dialog.getByRole("button", { name: "New token" })).toBeFocused();
  await expect(page.getByText(secret)).toHaveCount(0);

  await dialog.getByRole("button", { name: "Revoke lint-surgeon…" }).click();
  const confirm = page.getByRole("alertdialog", { name: "Revoke lint-surgeon?" });
  await expect(confirm).toContainText("sessions and sockets end at once");
  expect(await seriousFindings(page), "confirm").toEqual([]);
  await confirm.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(table.getByRole("row", { name: /^lint-surgeon .*revoked/ })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "New token" })).toBeFocused();
  expect(await (await edit()).json()).toMatchObject({ ok: false, code: "TOKEN_REVOKED" });
});

test("the server's own tokens are not revoked by a slip", async ({ signedIn: page }) => {
  await openFromMenu(page);
  await page.getByRole("button", { name: "Revoke admin…" }).click();
  const confirm = page.getByRole("alertdialog");
  await expect(confirm).toContainText("sign-in link stops working");
  const revoke = confirm.getByRole("button", { name: "Revoke", exact: true });
  await expect(revoke).toBeDisabled();
  await confirm.getByRole("textbox").fill("admin");
  await expect(revoke).toBeEnabled();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Revoke admin…" })).toBeFocused();
});

test("by keyboard: opened from the palette and the menu, closed by Esc, the focus where it was", async ({
  signedIn: page,
}) => {
  const dialog = page.getByRole("dialog", { name: "Tokens" });
  const account = page.getByRole("button", { name: /^Account/ });
  for (const _ of ["loaded for the first time", "there already"]) {
    await account.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: "Tokens…" })).toBeVisible();
    await page.keyboard.press("t");
    await expect(page.getByRole("menuitem", { name: "Tokens…" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(dialog).toBeVisible();
    await expect(page).toHaveURL(/dialog=tokens/);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(page).not.toHaveURL(/dialog/);
    await expect(account).toBeFocused();
  }
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("tokens");
  await expect(page.getByRole("option", { selected: true })).toContainText("Tokens…");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(account).toBeFocused();
});

test("the first screen leads to the tokens; a link opens them; who is no admin does not see them", async ({
  signedIn: page,
  server,
}) => {
  await page.getByRole("link", { name: "Make one in Tokens" }).click();
  const dialog = page.getByRole("dialog", { name: "Tokens" });
  await expect(dialog).toBeVisible();
  await page.reload();
  await expect(dialog.getByRole("table")).toBeVisible();

  const made = await server.call("POST", "/api/tokens", { name: "reader", role: "viewer" });
  const { token } = (await made.json()) as { token: string };
  await page.context().clearCookies();
  await page.goto(server.url);
  await page.getByLabel(/token/i).fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: /^Account: reader/ }).click();
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Tokens…" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "Make one in Tokens" })).toHaveCount(0);
  await expect(page.getByText("Ask an admin for one.")).toBeVisible();
});

test("at 1280x800 the demo and every line to copy are in sight at once", async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.getByRole("button", { name: "Start the demo" })).toBeInViewport({ ratio: 1 });
  for (const name of ["From the command line", "Over HTTP", "In CLAUDE.md or AGENTS.md"])
    await expect(page.getByRole("region", { name: `${name}: what to copy` })).toBeInViewport({ ratio: 1 });
});
