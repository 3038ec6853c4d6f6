import { type Browser, chromium } from "@playwright/test";
import { chromiumFlags, chromiumPath } from "../scripts/ensure-browser.ts";

/** A real Chromium, headless. Throws where there is none: the measurement is then reported as not made. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error("no Chromium found; bench/README.md says how to get one");
  return chromium.launch({ executablePath, args: chromiumFlags });
}
