import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{shared,bff,web,scripts}/**/*.test.{ts,tsx}"],
    setupFiles: ["./vitest.setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
