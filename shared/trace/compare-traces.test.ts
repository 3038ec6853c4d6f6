import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Span } from "../models/span.ts";
import { Comparison } from "../models/trace-comparison.ts";
import { arrange } from "./arrange.ts";
import { compareTraces } from "./compare-traces.ts";
import { detailChanges, sameDetails } from "./details-diff.ts";
import { matchRows } from "./match-rows.ts";
import { span } from "./testing/made-rows.ts";

const trace = (...spans: Partial<Span>[]) => arrange(spans.map(span));
const root = { span_id: "r", operation: "root", duration_us: 1000 };
const call = (operation: string, start_us: number, own: Partial<Span> = {}) => ({
  span_id: `${operation}${start_us}`,
  parent_span_id: "r",
  operation,
  start_us,
  duration_us: 100,
  ...own,
});

describe("two traces", () => {
  test("match by path and by how many of a name came before, whatever their ids and times", () => {
    const a = trace(root, call("x", 1), call("y", 2), call("x", 3));
    const b = trace({ ...root, span_id: "q" }, ...[7, 9].map((at) => call("x", at, { parent_span_id: "q" })));
    expect(compareTraces(a, b)).toMatchObject({
      matches: [
        { a: 0, b: 0 },
        { a: 1, b: 1 },
        { a: 3, b: 2 },
      ],
      missing: [2],
      added: [],
      first_divergence: { kind: "missing", a: 2, b: null },
    });
  });

  test("of other sources are other calls, and so is all below them", () => {
    const below = { parent_span_id: "x1", operation: "below" };
    const a = trace(root, call("x", 1), below);
    const b = trace(root, call("x", 1, { source: "api" }), below);
    expect(compareTraces(a, b)).toMatchObject({ missing: [1, 2], added: [1, 2], matches: [{ a: 0, b: 0 }] });
  });

  test("part where a call was added, named in the order of the call tree", () => {
    const a = trace(root, call("x", 1), call("z", 9, { status: "error" }));
    const b = trace(root, call("x", 1), call("new", 2), call("z", 9));
    expect(compareTraces(a, b).first_divergence).toEqual({ kind: "added", a: null, b: 2 });
    expect(compareTraces(b, a).first_divergence).toEqual({ kind: "missing", a: 2, b: null });
  });

  test("are walked side by side, what was added after what it follows", () => {
    const a = trace(root, call("x", 1), call("z", 9));
    const b = trace(root, call("first", 0), call("x", 1), call("new", 2), call("newer", 3), call("z", 9));
    expect(matchRows(a, b).map((pair) => [pair.a, pair.b])).toEqual([
      [0, 0],
      [null, 1],
      [1, 2],
      [null, 3],
      [null, 4],
      [2, 5],
    ]);
  });

  test("part where a call ended otherwise, before any that took longer", () => {
    const a = trace(root, call("x", 1), call("z", 9));
    const b = trace(root, call("x", 1, { duration_us: 900 }), call("z", 9, { status: "error" }));
    expect(compareTraces(a, b).first_divergence).toEqual({ kind: "status", a: 2, b: 2 });
  });

  test("that took the same way part at the deepest first call that took longer", () => {
    const deep = { parent_span_id: "y2", operation: "deep", start_us: 3 };
    const a = trace(root, call("x", 1), call("y", 2), { ...deep, duration_us: 50 });
    const b = trace(
      { ...root, duration_us: 2000 },
      call("x", 1, { duration_us: 109 }),
      call("y", 2, { duration_us: 1000 }),
      { ...deep, duration_us: 900 },
    );
    expect(compareTraces(a, b)).toMatchObject({
      first_divergence: { kind: "duration", a: 3, b: 3 },
      matches: [
        { deviation: 1, deviates: true },
        { deviation: 0.09, deviates: false },
        { deviation: 9, deviates: true },
        { deviation: 17, deviates: true },
      ],
    });
  });

  test("deviate by more than a tenth, not by a tenth", () => {
    const of = (duration_us: number | null) => trace({ ...root, duration_us });
    const said = (before: number | null, after: number | null) => {
      const { deviation, deviates } = compareTraces(of(before), of(after)).matches[0]!;
      return [deviation, deviates];
    };
    expect(said(1000, 1100)).toEqual([0.1, false]);
    expect(said(1000, 1101)).toEqual([0.101, true]);
    expect(said(1000, 899)).toEqual([-0.101, true]);
    expect(said(0, 0)).toEqual([0, false]);
    expect(said(0, 5)).toEqual([null, true]);
    expect(said(null, null)).toEqual([null, false]);
    expect(said(null, 5)).toEqual([null, true]);
  });

  test("match through the bracket of a replay", () => {
    const original = trace(root, call("x", 1));
    const replay = trace(
      { span_id: "p", stage: "replay_start", source: "mission-control", operation: "replay" },
      { ...root, parent_span_id: "p", stage: "replay_span_start" },
      call("x", 1, { stage: "replay_span_start" }),
    );
    expect(compareTraces(original, replay)).toMatchObject({
      matches: [
        { a: 0, b: 1 },
        { a: 1, b: 2 },
      ],
      missing: [],
      added: [],
      first_divergence: null,
    });
  });

  test("one of which is empty differ in all of the other", () => {
    expect(compareTraces([], trace(root))).toMatchObject({ added: [0], first_divergence: { kind: "added" } });
    expect(compareTraces([], [])).toEqual({ matches: [], missing: [], added: [], first_divergence: null });
  });
});

const anyTrace = fc
  .array(
    fc.record({
      above: fc.nat(),
      operation: fc.constantFrom("f", "g"),
      start_us: fc.nat(20),
      duration_us: fc.option(fc.nat(50), { freq: 6 }),
      status: fc.constantFrom("ok" as const, "error" as const),
    }),
    { maxLength: 25 },
  )
  .map((made) =>
    trace(
      ...made.map(({ above, ...own }, n) => ({
        ...own,
        span_id: `${n}`,
        parent_span_id: n === 0 || above % 7 === 0 ? null : `${above % n}`,
      })),
    ),
  );

test("every row of both is in one pair, parents before children, and the same the other way round", () => {
  fc.assert(
    fc.property(anyTrace, anyTrace, (a, b) => {
      const pairs = matchRows(a, b);
      const side = (key: "a" | "b") => pairs.map((pair) => pair[key]).filter((row) => row !== null);
      expect(side("a")).toEqual(a.map((_, row) => row));
      expect(side("b").sort((x, y) => x - y)).toEqual(b.map((_, row) => row));
      for (const pair of pairs)
        if (pair.a !== null && pair.b !== null) {
          const [up, down] = [a[pair.a]!.parent, b[pair.b]!.parent];
          expect(pairs.some((one) => one.a === up && one.b === down) || (up === -1 && down === -1)).toBe(
            true,
          );
        }
      const [there, back] = [compareTraces(a, b), compareTraces(b, a)];
      expect(back.missing.sort((x, y) => x - y)).toEqual([...there.added].sort((x, y) => x - y));
      expect(Comparison.safeParse(there).success).toBe(true);
    }),
  );
});

test("a trace differs from itself in nothing", () => {
  fc.assert(
    fc.property(anyTrace, (a) => {
      const { matches, missing, added, first_divergence } = compareTraces(a, a);
      expect(matches.map((one) => [one.a, one.b])).toEqual(a.map((_, row) => [row, row]));
      expect([missing, added, first_divergence]).toEqual([[], [], null]);
    }),
  );
});

describe("details", () => {
  test("are told apart by place: added, removed, changed", () => {
    expect(
      detailChanges({ a: 1, b: { c: [1, 2] }, d: null }, { b: { c: [1, 3, 4] }, d: {}, "e.f": true }),
    ).toEqual([
      { path: ["a"], kind: "removed", before: 1 },
      { path: ["b", "c", 1], kind: "changed", before: 2, after: 3 },
      { path: ["b", "c", 2], kind: "added", after: 4 },
      { path: ["d"], kind: "changed", before: null, after: {} },
      { path: ["e.f"], kind: "added", after: true },
    ]);
  });

  test("are compared however deep, and the list of changes has an end", () => {
    const deep = (leaf: number) => {
      let value: unknown = leaf;
      for (let n = 0; n < 100_000; n++) value = { v: value };
      return value;
    };
    expect(sameDetails(deep(1), deep(1))).toBe(true);
    expect(detailChanges(deep(1), deep(2))).toHaveLength(1);
    const many = (add: number) => Array.from({ length: 1000 }, (_, n) => n + add);
    expect(detailChanges(many(0), many(1))).toHaveLength(200);
  });

  test("that are equal as JSON are the same, any that are not differ", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const copy = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
        expect(detailChanges(copy(a), copy(a))).toEqual([]);
        if (JSON.stringify(a) === JSON.stringify(b)) expect(sameDetails(copy(a), copy(b))).toBe(true);
        if (typeof a !== typeof b) expect(sameDetails(copy(a), copy(b))).toBe(false);
      }),
    );
  });
});
