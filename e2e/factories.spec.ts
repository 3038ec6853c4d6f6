import type { Page } from "@playwright/test";
import { startFactory } from "./fixtures/factory.ts";
import { pressChord } from "./fixtures/press-chord.ts";
import { seriousFindings } from "./fixtures/serious-findings.ts";
import { expect, test } from "./fixtures/test.ts";
import { details, openTraces, sendSpans } from "./fixtures/traces.ts";

const token = "k3y-0f-th3-f4ct0ry";
const dialog = (page: Page) => page.getByRole("dialog", { name: "Factories" });
const row = (page: Page, name: string) => dialog(page).getByRole("row", { name: new RegExp(`^${name}`) });
const summary = (page: Page) => details(page).getByRole("region", { name: "Summary of the replay" });

test("a live replay that a factory behind a token turns away succeeds once its token is set on screen", async ({
  signedIn: page,
  server,
}) => {
  await sendSpans(server, [
    { trace_id: "notes", source: "note-factory", operation: "draft-note", details: { message: "milk" } },
  ]);
  await openTraces(page, "/traces/notes?tab=replay");
  await details(page).getByRole("radio", { name: "Live" }).click();
  await details(page).getByRole("link", { name: "Factories" }).click();
  await expect(dialog(page).getByText("No factory is known yet")).toBeVisible();
  await expect(dialog(page).getByText("npm run factory")).toBeVisible();
  expect(await seriousFindings(page), "empty").toEqual([]);

  const factory = await startFactory(server, "note-factory", { FACTORY_VIA: "http", FACTORY_TOKEN: token });
  try {
    // it is there by itself, here and in the console below
    await expect(row(page, "note-factory")).toContainText(/HTTP\s*connected.*2 operations.*none/);
    expect(await seriousFindings(page), "table").toEqual([]);
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toHaveCount(0);
    const called = details(page).getByRole("list", { name: "Factories that are called" });
    await expect(called).toContainText(/1 call over HTTP\s*without a token/);
    await details(page).getByRole("button", { name: "Live replay…" }).click();
    await page.getByRole("button", { name: "Call 1 factory" }).click();
    await expect(summary(page)).toContainText("this factory asks for a token");
    expect(await seriousFindings(page), "turned away").toEqual([]);

    await summary(page).getByRole("link", { name: "Set one in Factories" }).click();
    const set = dialog(page).getByRole("button", { name: "Set the token of note-factory…" });
    await expect(set).toBeFocused();
    await page.keyboard.press("Enter");
    const form = dialog(page).getByRole("form", { name: "Token of note-factory" });
    await expect(form.getByLabel("Token", { exact: true })).toBeFocused();
    const address = await form.getByLabel("Address").inputValue();
    await form.getByLabel("Address").fill("http://factory.example.com");
    await expect(form.getByText(`It is at ${address} now`)).toBeVisible();
    await form.getByLabel("Token", { exact: true }).fill(token);
    await page.keyboard.press("Enter");
    await expect(form.getByText(/could read a secret sent over http/)).toBeVisible();
    await expect(form.getByLabel("Address")).toBeFocused();
    expect(await seriousFindings(page), "refused").toEqual([]);
    await form.getByLabel("Address").fill(address);
    await page.keyboard.press("Enter");
    await expect(row(page, "note-factory")).toContainText("kept, sent as authorization");
    const replace = dialog(page).getByRole("button", { name: "Replace the token of note-factory…" });
    await expect(replace).toBeFocused();
    expect(await page.content()).not.toContain(token);

    await page.keyboard.press("Escape");
    await expect(dialog(page)).toHaveCount(0);
    await summary(page).getByRole("button", { name: "Again" }).click();
    await expect(page.getByRole("alertdialog")).toContainText("with its token");
    await page.getByRole("button", { name: "Call 1 factory" }).click();
    await expect(summary(page).getByRole("region", { name: "Calls" })).toContainText(/note-factory.*1 ok/);
  } finally {
    await factory.stop();
  }

  await pressChord(page, ["g", "f"]);
  await expect(row(page, "note-factory")).toContainText("no socket open");
  await dialog(page).getByRole("button", { name: "Remove the token of note-factory…" }).click();
  const confirm = page.getByRole("alertdialog", { name: "Remove the token?" });
  expect(await seriousFindings(page), "confirm").toEqual([]);
  await confirm.getByRole("button", { name: "Remove" }).click();
  await expect(dialog(page).getByRole("button", { name: "Set the token of note-factory…" })).toBeFocused();
  await expect(row(page, "note-factory")).toContainText("none");
});

test("who is no admin sees the factories and who sets their tokens; Esc gives the focus back", async ({
  signedIn: page,
  server,
}) => {
  await server.call("POST", "/api/factories", { name: "paper-factory", url: "https://paper.example.com" });
  const made = await server.call("POST", "/api/tokens", { name: "reader", role: "agent" });
  const { token: own } = (await made.json()) as { token: string };
  await page.context().clearCookies();
  await page.goto(server.url);
  await page.getByLabel(/token/i).fill(own);
  await page.getByRole("button", { name: "Sign in" }).click();
  const account = page.getByRole("button", { name: /^Account: reader/ });
  await account.click();
  await page.getByRole("menuitem", { name: "Factories…" }).click();
  await expect(page).toHaveURL(/dialog=factories/);
  await expect(row(page, "paper-factory")).toContainText("does not name simulateOperation");
  await expect(dialog(page).getByText("Only an admin sets tokens; your role is agent.")).toBeVisible();
  await expect(dialog(page).getByRole("button", { name: /token of/ })).toHaveCount(0);

  await server.call("POST", "/api/factories/secrets", {
    name: "paper-factory",
    url: "https://paper.example.com",
    value: `Bearer ${token}`,
  });
  await expect(row(page, "paper-factory")).toContainText("kept, sent as authorization");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/dialog/);
  await expect(account).toBeFocused();
});
