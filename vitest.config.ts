import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // much of what the files do is waiting, so more of them than cores
    maxWorkers: 3,
    include: ["{shared,bff,web,scripts}/**/*.test.{ts,tsx}"],
    setupFiles: ["./vitest.setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // how long something may take to happen says how busy the machine is, not whether it works: vitest.setup.ts, too
    expect: { poll: { timeout: 20_000 } },
    restoreMocks: true,
  },
});
