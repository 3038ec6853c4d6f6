import { type Browser, chromium } from "@playwright/test";
import { chromiumPath } from "../scripts/ensure-browser.ts";

/** A real Chromium, headless; null where there is none. */
export async function openBrowser(): Promise<Browser | null> {
  const executablePath = chromiumPath();
  if (executablePath === null) return null;
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
