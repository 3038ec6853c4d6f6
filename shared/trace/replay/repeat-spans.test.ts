import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OperationLog } from "../../models/span.ts";
import { type ArrangedSpan, arrange } from "../arrange.ts";
import { compareTraces } from "../compare-traces.ts";
import { pairPoints } from "../pair-points.ts";
import { row, span } from "../testing/made-rows.ts";
import { isBracket, repeatSpans } from "./repeat-spans.ts";
import { layTimeLine } from "./time-line.ts";

// the ids of the spans below it are small numbers
const root = "ffffffffffffffff";
const began = 1_800_000_000_000_000;

const endOf = ({ start_us, span: { duration_us } }: ArrangedSpan): number => start_us + (duration_us ?? 0);

/** The rows of a dry run of a trace, root and all, as the store would have them. */
function dryRun(original: readonly ArrangedSpan[], shift?: number): OperationLog[] {
  const start_us = Math.min(...original.map((one) => one.start_us));
  const duration_us = Math.max(...original.map(endOf)) - start_us;
  const line = layTimeLine({ start_us, duration_us }, began, Number.POSITIVE_INFINITY);
  const again = repeatSpans({
    root,
    shiftUs: shift ?? line.shift_us,
    idOf: (id) => id.toString(16).padStart(16, "0"),
  });
  const bracket = { span_id: root, source: "mission-control", operation: "replay", trace_id: "r" };
  const aboveOf = ({ parent }: ArrangedSpan) => {
    const above = original[parent];
    return above ? { id: above.span.id, bracket: above.parent === -1 && isBracket(above.span) } : null;
  };
  const byStart = original.toSorted((a, b) => a.span.start_us - b.span.start_us || a.span.id - b.span.id);
  const repeated = byStart.flatMap((one) => again.take(one.span, aboveOf(one))).concat(again.rest());
  return [
    row({ ...bracket, stage: "replay_start", start_us: line.base_us }),
    ...repeated.map(({ event }) => row({ ...(event as Partial<OperationLog>), trace_id: "r" })),
    row({ ...bracket, stage: "replay_complete", start_us: line.end_us, duration_ms: duration_us / 1000 }),
  ];
}

const read = (rows: readonly OperationLog[]): ArrangedSpan[] => arrange(pairPoints(rows));

/** Any rows: few names and ids, so that they collide, clocks that are wrong, whatever order. */
const anyRow = fc.record({
  span_id: fc.constantFrom("a", "b", "c", "d", "e", "f", null),
  parent_span_id: fc.constantFrom("a", "b", "c", "d", "gone", null, null),
  source: fc.constantFrom("ui", "pay", "mission-control"),
  stage: fc.constantFrom(
    "processing",
    "processing",
    "request_received",
    "response_sent",
    "outbound_call",
    "before_rpc",
    "after_rpc",
    "error",
    "replay_span_start",
    "replay_span_end",
    "anything",
  ),
  operation: fc.constantFrom("buy", "charge", "sync"),
  task_uuid: fc.constantFrom(null, "T-1"),
  start_us: fc.integer({ min: 0, max: 200 }).map((us) => 1_700_000_000_000_000 + us * 10),
  duration_ms: fc.oneof(
    fc.constant(null),
    fc.integer({ min: -20, max: 900 }).map((us) => us / 1000),
  ),
  status: fc.constantFrom("ok" as const, "ok" as const, "error" as const),
  details: fc.constantFrom<Record<string, unknown>>(
    {},
    { n: 1 },
    { n: 2, deep: [{ a: null }] },
    { events: "mine" },
    { events: [] },
    { events: [{ name: "e", at_us: 1_700_000_000_000_005, details: { x: 1 } }], m: 1 },
  ),
});
const anyRows = fc.array(anyRow, { minLength: 1, maxLength: 24 }).map((rows) => rows.map((one) => row(one)));

describe("a dry run of any trace", () => {
  test("is the same calls: as long, ended alike, with the same details, none missing, none added", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const original = read(rows);
        const again = read(dryRun(original));
        const { matches, missing, added, first_divergence } = compareTraces(original, again);
        expect([missing, added, first_divergence]).toEqual([[], [], null]);
        for (const { a, b, ...differences } of matches) {
          expect(differences).toMatchObject({
            deviates: false,
            status_differs: false,
            details_differ: false,
          });
          expect(again[b]!.span.task_uuid).toBe(original[a]!.span.task_uuid);
          expect(again[b]!.span.events.map(({ name }) => name)).toEqual(
            "events" in original[a]!.span.details ? [] : original[a]!.span.events.map(({ name }) => name),
          );
          expect(again[b]!.start_us - again[0]!.start_us).toBe(
            original[a]!.start_us - Math.min(...original.map((one) => one.start_us)),
          );
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("and one of that again is the same as both", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const original = read(rows);
        const once = read(dryRun(original));
        const twice = read(dryRun(once));
        for (const before of [original, once])
          expect(compareTraces(before, twice)).toMatchObject({
            missing: [],
            added: [],
            first_divergence: null,
          });
        expect(twice).toHaveLength(once.length);
      }),
      { numRuns: 500 },
    );
  });
});

test("is one tree: orphans and circles come below its root, under ids of their own", () => {
  const spans = [
    span({ id: 1, span_id: "a", parent_span_id: "gone", start_us: 10 }),
    span({ id: 2, span_id: "x", parent_span_id: "y", start_us: 20 }),
    span({ id: 3, span_id: "y", parent_span_id: "x", start_us: 30 }),
    span({ id: 4, span_id: "a", start_us: 40, source: "other" }),
  ];
  const again = read(dryRun(arrange(spans)));
  expect(again.map(({ depth, span: { marks } }) => [depth, marks])).toEqual([
    [0, []],
    [1, []],
    [1, []],
    [2, []],
    [1, []],
  ]);
  expect(new Set(again.map(({ span: { span_id } }) => span_id)).size).toBe(5);
});

test("begins and ends come in the order of their moments, however the spans overlap", () => {
  const again = repeatSpans({ root, shiftUs: 100, idOf: String });
  const rows = [
    span({ id: 1, start_us: 0, duration_us: 50, operation: "long" }),
    span({ id: 2, start_us: 10, duration_us: 5, operation: "short" }),
    span({ id: 3, start_us: 15, duration_us: null, operation: "open", marks: ["open"] }),
    span({ id: 4, start_us: 30, duration_us: 20, operation: "failed", status: "error" }),
  ].flatMap((one) => again.take(one, null));
  const told = [...rows, ...again.rest()].map(
    ({ event: { operation, stage, start_us, duration_ms }, ends }) =>
      [operation, stage, start_us, duration_ms, ends].filter((one) => one !== undefined),
  );
  expect(told).toEqual([
    ["long", "replay_span_start", 100, false],
    ["short", "replay_span_start", 110, false],
    ["short", "replay_span_end", 115, 0.005, true],
    ["open", "replay_span_start", 115, true],
    ["failed", "replay_span_start", 130, false],
    ["long", "replay_span_end", 150, 0.05, true],
    ["failed", "replay_error", 150, 0.02, true],
  ]);
  expect(again.spans()).toBe(4);
});
