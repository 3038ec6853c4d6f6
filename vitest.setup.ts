import { afterEach, beforeEach, expect, vi } from "vitest";

// A test that logs an error it did not expect has found something: it fails.
// One that does expect it replaces the spy: vi.mocked(console.error).mockImplementation(() => {}), then mockClear().
beforeEach(() => {
  vi.spyOn(console, "error");
});
afterEach(() => {
  expect(vi.mocked(console.error).mock.calls, "unexpected console.error").toEqual([]);
});
