import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{shared,bff,web,scripts}/**/*.test.{ts,tsx}"],
    setupFiles: ["./vitest.setup.ts"],
    // one by default on two cores; much of the time is spent waiting for processes, disks and a clock
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
