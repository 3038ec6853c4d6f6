import fc from "fast-check";
import { afterEach, beforeEach, expect, vi } from "vitest";

// Properties are tried on the same cases in every run: what fails then is what was changed. FC_SEED=7 tries others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_121) });

// Waits as long as `expect.poll` does: the second that is the default passes unnoticed on a busy machine.
const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === "number" ? options : { timeout: 60_000, ...options });

// A test that logs an error it did not expect has found something: it fails.
// One that does expect it replaces the spy: vi.mocked(console.error).mockImplementation(() => {}), then mockClear().
beforeEach(() => {
  vi.spyOn(console, "error");
});
afterEach(() => {
  expect(vi.mocked(console.error).mock.calls, "unexpected console.error").toEqual([]);
});
