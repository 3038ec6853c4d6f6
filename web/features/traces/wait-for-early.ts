import { isAskedEarly } from "../../api/early-answer.ts";

/** How long the first screen waits for what it draws, milliseconds. */
const WAIT_MS = 60;

/**
 * Asks, and waits a moment for the answer where the page itself was opened on it (`urls`: what it has asked for before
 * its code was there): the screen is then drawn once, with its rows. Anywhere else nothing is waited for.
 */
export async function waitForEarly(urls: readonly string[], ask: () => Promise<unknown>): Promise<void> {
  const early = urls.some(isAskedEarly);
  const asked = ask().catch(() => undefined);
  if (early) await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, WAIT_MS))]);
}
