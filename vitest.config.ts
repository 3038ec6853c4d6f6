import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // much of what the files do is waiting, so more of them than cores
    maxWorkers: 3,
    // files share the modules that a worker has read: to read them anew for each cost a third of the processor time.
    // It holds because no module keeps state of its own; what a test puts in a global's place is put back by vitest.
    isolate: false,
    include: ["{shared,bff,web,scripts}/**/*.test.{ts,tsx}"],
    setupFiles: ["./vitest.setup.ts"],
    // how long something may take to happen says how busy the machine is, not whether it works: vitest.setup.ts, too.
    // A test names a limit of its own only where it needs more.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    restoreMocks: true,
  },
});
