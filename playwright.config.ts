import { defineConfig } from "@playwright/test";
import { chromiumFlags, chromiumPath } from "./scripts/ensure-browser.ts";

/** Each test starts a server of its own over a scratch workspace, so tests share nothing and may run side by side. */
export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  workers: 2,
  // on a machine four times slower the longest test takes a minute, and what it waits for ten seconds
  timeout: 120_000,
  expect: { timeout: 20_000 },
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  use: {
    viewport: { width: 1440, height: 900 },
    // what is still fading in has neither its colours nor its place
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    // to record one costs each test an eighth of its time: npm run test:e2e -- --trace retain-on-failure
    trace: "off",
    launchOptions: {
      executablePath: chromiumPath() ?? undefined,
      args: chromiumFlags,
    },
  },
});
