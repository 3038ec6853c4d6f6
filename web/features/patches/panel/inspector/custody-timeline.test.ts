import { describe, expect, test } from "vitest";
import type { CustodyRow } from "../../../../../shared/models/patch-record.ts";
import { custodyTimeline } from "./custody-timeline.ts";

const at = (ms: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, 0, ms)).toISOString();
const rows = (...given: [string, number][]): CustodyRow[] =>
  given.map(([event_type, ms], id) => ({
    id,
    patch_id: "p",
    factory: null,
    event_type,
    message: null,
    actor: null,
    prev_hash: "",
    hash: "",
    ts: at(ms),
    trace_id: null,
  }));
const patch = (fields: Partial<Parameters<typeof custodyTimeline>[0]> = {}) => ({
  status: "applied" as const,
  display_status: "applied" as const,
  ts_check_ok: null,
  diff_path: "d",
  created_at: at(0),
  ...fields,
});
const shape = (steps: ReturnType<typeof custodyTimeline>) =>
  steps.map(({ name, state, sincePrevious }) => [name, state, sincePrevious]);

describe("the way of a patch", () => {
  test("a validated one: each step with the milliseconds since the one before", () => {
    const steps = custodyTimeline(
      patch({ status: "validated", display_status: "validated" }),
      rows(["patch_requested", 204], ["patch_applied", 210], ["patch_validated", 400]),
    );
    expect(shape(steps)).toEqual([
      ["requested", "done", null],
      ["applied", "done", 6],
      ["validated", "done", 190],
      ["exported", "open", null],
    ]);
  });

  test("a refused one ends there, and nothing can be exported", () => {
    const steps = custodyTimeline(
      patch({ status: "failed" }),
      rows(["patch_requested", 0], ["patch_failed", 3]),
    );
    expect(shape(steps)).toEqual([
      ["requested", "done", null],
      ["refused", "failed", 3],
      ["exported", "none", null],
    ]);
  });

  test("a failed check, then another that passed: the last verdict counts", () => {
    const failed = rows(["patch_requested", 0], ["patch_applied", 5], ["patch_failed", 50]);
    expect(custodyTimeline(patch({ status: "failed" }), failed)[2]).toMatchObject({
      name: "failed",
      at: at(50),
    });
    const passed = [...failed, ...rows(["patch_validated", 90])];
    expect(custodyTimeline(patch(), passed)[2]).toMatchObject({
      name: "validated",
      state: "done",
      at: at(90),
    });
  });

  test("while the check runs it is running; where nobody checks it says so", () => {
    const applied = rows(["patch_requested", 0], ["patch_applied", 5]);
    expect(custodyTimeline(patch({ display_status: "validating" }), applied)[2]).toMatchObject({
      name: "validated",
      state: "running",
    });
    expect(custodyTimeline(patch(), applied)[2]).toMatchObject({ state: "none", why: expect.any(String) });
  });

  test("exported by a factory, then reverted: both stand, and the open steps between do not break the count", () => {
    const steps = custodyTimeline(
      patch({ status: "reverted", display_status: "reverted" }),
      rows(
        ["patch_requested", 0],
        ["patch_applied", 5],
        ["github_export_completed", 105],
        ["patch_reverted", 305],
      ),
    );
    expect(shape(steps)).toEqual([
      ["requested", "done", null],
      ["applied", "done", 5],
      ["validated", "none", null],
      ["exported", "done", 100],
      ["reverted", "done", 200],
    ]);
  });

  test("a report that came late keeps its own time, and no gap is negative", () => {
    const steps = custodyTimeline(patch(), rows(["patch_requested", 10], ["patch_applied", 8]));
    expect(steps[1]!.sincePrevious).toBe(0);
  });

  test("without custody the record's own time is the request's", () => {
    expect(custodyTimeline(patch({ status: "requested" }), [])[0]).toMatchObject({
      name: "requested",
      at: at(0),
    });
  });
});
