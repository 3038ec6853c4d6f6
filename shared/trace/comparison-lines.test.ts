import { expect, test } from "vitest";
import type { Span } from "../models/span.ts";
import { arrange } from "./arrange.ts";
import { walkTraces } from "./compare-traces.ts";
import { comparisonColumns, differencesOf } from "./comparison-columns.ts";
import { comparisonLines, deviationText, nextStop, pairName, pairNamed } from "./comparison-lines.ts";
import { span } from "./testing/made-rows.ts";

const trace = (...spans: Partial<Span>[]) => arrange(spans.map(span));
const call = (span_id: string, parent_span_id: string | null, own: Partial<Span> = {}): Partial<Span> => ({
  span_id,
  parent_span_id,
  operation: span_id,
  duration_us: 1000,
  ...own,
});

const a = trace(
  call("root", null, { id: 11 }),
  call("slow", "root", { id: 12, start_us: 1 }),
  call("gone", "root", { id: 13, start_us: 2 }),
  call("below", "gone", { id: 14, start_us: 3 }),
  call("fails", "root", { id: 15, start_us: 4 }),
  call("says", "root", { id: 16, start_us: 5, details: { n: 1 } }),
);
const b = trace(
  call("root", null, { id: 21 }),
  call("slow", "root", { id: 22, start_us: 1, duration_us: 1320 }),
  call("fails", "root", { id: 25, start_us: 4, status: "error", duration_us: 1 }),
  call("says", "root", { id: 26, start_us: 5, details: { n: 2 } }),
  call("new", "root", { id: 27, start_us: 6 }),
);
const walked = walkTraces(a, b);
const columns = comparisonColumns(walked, a, b);
const rowsOf = (rows: typeof a) => new Map(rows.map((one, row) => [one.span.id, row]));
const lines = comparisonLines(columns, rowsOf(a), rowsOf(b));

test("a comparison as columns has a pair a place, in the order of the walk, and says how many are what", () => {
  expect(columns).toEqual({
    a: [11, 12, 13, 14, 15, 16, 0],
    b: [21, 22, 0, 0, 25, 26, 27],
    above: [-1, 0, 0, 2, 0, 0, 0],
    deviation: [0, 0.32, null, null, -0.999, 0, null],
    flags: [0, 1, 0, 0, 3, 4, 0],
    counts: { matched: 4, slower: 1, faster: 1, otherwise: 0, missing: 2, added: 1, status: 1, details: 1 },
    first_divergence: { kind: "missing", at: 2 },
  });
});

test("the differences can be read without the pairs, as many as one asks for", () => {
  expect(differencesOf(walked, a, b, 3)).toEqual([
    { kinds: ["duration"], source: "orchestrator", operation: "slow", a: 12, b: 22, a_us: 1000, b_us: 1320 },
    { kinds: ["missing"], source: "orchestrator", operation: "gone", a: 13, b: null, a_us: 1000, b_us: null },
    {
      kinds: ["missing"],
      source: "orchestrator",
      operation: "below",
      a: 14,
      b: null,
      a_us: 1000,
      b_us: null,
    },
  ]);
  expect(differencesOf(walked, a, b, 100).map(({ kinds }) => kinds.join())).toEqual([
    "duration",
    "missing",
    "missing",
    "status,duration",
    "details",
    "added",
  ]);
});

test("lines are the pairs as a call tree, with the rows of both traces", () => {
  expect([...lines.tree.depth]).toEqual([0, 1, 1, 2, 1, 1, 1]);
  expect(lines.kind).toEqual(["same", "duration", "missing", "missing", "status", "details", "added"]);
  expect([...lines.rowA]).toEqual([0, 1, 2, 3, 4, 5, -1]);
  expect([...lines.rowB]).toEqual([0, 1, -1, -1, 2, 3, 4]);
});

test("one goes from difference to difference, over what only hangs below one, and round the end", () => {
  expect(lines.stops).toEqual([1, 2, 4, 6]);
  const walk = (from: number | null, direction: 1 | -1) => nextStop(lines.stops, from, direction);
  expect([walk(null, 1), walk(1, 1), walk(3, 1), walk(6, 1)]).toEqual([1, 2, 4, 1]);
  expect([walk(null, -1), walk(1, -1), walk(3, -1), walk(6, -1)]).toEqual([6, 6, 2, 4]);
  expect(nextStop([], 3, 1)).toBeNull();
});

test("where nothing else differs one goes to the details that do", () => {
  const other = trace(call("root", null), call("says", "root", { start_us: 1, details: { n: 1 } }));
  const again = trace(call("root", null), call("says", "root", { start_us: 1, details: { n: 2 } }));
  const only = comparisonColumns(walkTraces(other, again), other, again);
  expect(comparisonLines(only, new Map(), new Map()).stops).toEqual([1]);
});

test("a link names a pair by its span, and leads back to it", () => {
  for (let pair = 0; pair < columns.a.length; pair++)
    expect(pairNamed(columns, pairName(columns, pair))).toBe(pair);
  expect(["a99", "b21", "", "x"].map((name) => pairNamed(columns, name))).toEqual([-1, -1, -1, -1]);
});

test("how much longer is said in percent, and in times where it is much", () => {
  expect([0.32, -0.5, 0, 0.001, 2.4, 11, null].map(deviationText)).toEqual([
    "+32 %",
    "−50 %",
    "±0 %",
    "< 1 %",
    "+240 %",
    "×12",
    "",
  ]);
});
