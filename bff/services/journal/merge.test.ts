import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PatchEvent } from "../../../shared/models/patch-event.ts";
import type { PatchRow } from "../../db/schema.ts";
import { completeEvent } from "./event.ts";
import { mergePatch } from "./merge.ts";

const noon = Date.parse("2026-11-20T12:00:00Z");
const at = (second: number) => new Date(noon + second * 1000).toISOString();
const from = { name: "patchctl", traceId: "trace-of-the-call" };

function patchAfter(...events: Partial<PatchEvent>[]): PatchRow {
  let row: PatchRow | null = null;
  let seq = 0;
  for (const fields of events) {
    const full = completeEvent({ patch_id: "p", file: "a.ts", op: "append", ...fields }, from, noon + 60_000);
    row = mergePatch(row, full, { id: 1, seq: ++seq });
  }
  return row!;
}

const requested = { type: "patch_requested", ts: at(0) } as const;
const applied = { type: "patch_applied", ts: at(1), meta: { check_pending: true } } as const;
const validated = { type: "patch_validated", ts: at(2), ts_check_ok: true } as const;
const broke = {
  type: "patch_failed",
  ts: at(2),
  ts_check_ok: false,
  ts_check_out: "a.ts(1,1): error TS1",
} as const;
const refused = {
  type: "patch_failed",
  ts: at(1),
  meta: { error: "no such line", code: "LINE_OUT_OF_RANGE" },
} as const;
const reverted = { type: "patch_reverted", ts: at(9), meta: { reverted_by: "p2" } } as const;

describe("the status of a patch", () => {
  test("moves through its life", () => {
    expect(patchAfter(requested)).toMatchObject({ status: "requested", display_status: "requested" });
    expect(patchAfter(requested, applied)).toMatchObject({ status: "applied", display_status: "validating" });
    expect(patchAfter(requested, applied, validated)).toMatchObject({
      status: "validated",
      display_status: "validated",
      ts_check_ok: 1,
    });
    expect(patchAfter(requested, applied, broke)).toMatchObject({ status: "failed", ts_check_ok: 0 });
    expect(patchAfter(requested, applied, validated, reverted)).toMatchObject({
      status: "reverted",
      reverted_by: "p2",
    });
  });

  test("is the same in whichever order the events of a life arrive", () => {
    const lives: Partial<PatchEvent>[][] = [
      [requested, applied, validated],
      [requested, applied, broke],
      [requested, refused],
      [requested, applied, validated, reverted],
      [requested, applied, broke, { ...validated, ts: at(5) }],
    ];
    for (const life of lives) {
      const told = patchAfter(...life);
      fc.assert(
        fc.property(fc.shuffledSubarray(life, { minLength: life.length }), (shuffled) => {
          const heard = patchAfter(...shuffled);
          for (const key of [
            "status",
            "display_status",
            "ts_check_ok",
            "error",
            "created_at",
            "updated_at",
          ] as const) {
            expect(heard[key], key).toBe(told[key]);
          }
        }),
      );
    }
  });

  test("is not touched by the refusal of a second use of the id", () => {
    const row = patchAfter(requested, applied, { ...refused, ts: at(8) });
    expect(row).toMatchObject({ status: "applied", error: null, code: null });
    expect(JSON.parse(row.meta)).not.toHaveProperty("error");
  });

  test("goes on when a refused patch is tried again and applies", () => {
    expect(patchAfter(requested, refused)).toMatchObject({ status: "failed", error: "no such line" });
    expect(patchAfter(requested, refused, { ...applied, ts: at(5) })).toMatchObject({
      status: "applied",
      error: null,
    });
  });

  test("of two verdicts is the later one's", () => {
    expect(patchAfter(applied, broke, { ...validated, ts: at(5) })).toMatchObject({
      status: "validated",
      ts_check_ok: 1,
    });
    expect(patchAfter(applied, { ...validated, ts: at(5) }, broke)).toMatchObject({
      status: "validated",
      ts_check_ok: 1,
    });
  });
});

test("what only an early event knew stays known", () => {
  const row = patchAfter(
    { ...requested, task_id: "T1", meta: { requester: "ai-coder", reason: "why", order_id: "O1" } },
    applied,
    validated,
  );
  expect(row).toMatchObject({ task_id: "T1", requester: "ai-coder", reason: "why", order_id: "O1" });
});

test("a patch that names no requester and no trace has those of the one who sent it first", () => {
  expect(patchAfter(requested, applied)).toMatchObject({
    requester: "patchctl",
    trace_id: "trace-of-the-call",
  });
});

test("the details of a refusal go with its error", () => {
  const refused = {
    type: "patch_failed" as const,
    meta: { error: "no", code: "NO_MATCH", details: { line: 3 } },
  };
  expect(JSON.parse(patchAfter(requested, refused).meta)).toMatchObject({ details: { line: 3 } });
  expect(JSON.parse(patchAfter(requested, refused, applied).meta)).not.toHaveProperty("details");
});

test("an event that comes late keeps its own time; one from the future does not stay on top for good", () => {
  expect(patchAfter({ ...applied, ts: "2026-11-01T02:00:00+02:00" }).created_at).toBe(
    "2026-11-01T00:00:00.000Z",
  );
  expect(patchAfter({ ...applied, ts: "2999-01-01T00:00:00Z" }).created_at).toBe(at(60));
});

test("an event without a type says by its content what it is", () => {
  expect(patchAfter({}).status).toBe("applied");
  expect(patchAfter({ ts_check_ok: true }).status).toBe("validated");
  expect(patchAfter({ ts_check_ok: false }).status).toBe("failed");
  expect(patchAfter({ meta: { error: "no" } }).status).toBe("failed");
});
