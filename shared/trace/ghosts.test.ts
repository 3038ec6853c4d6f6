import fc from "fast-check";
import { expect, test } from "vitest";
import type { Span } from "../models/span.ts";
import { type ArrangedSpan, arrange } from "./arrange.ts";
import { walkTraces } from "./compare-traces.ts";
import { comparisonColumns } from "./comparison-columns.ts";
import { type Ghosts, ghostColumns, ghostOf, layGhosts } from "./ghosts.ts";
import { toSkeleton } from "./skeleton.ts";
import { span } from "./testing/made-rows.ts";
import { anySkeleton } from "./testing/made-skeleton.ts";

type Called = { factory: string; operation: string }[];
const rowsOf = (spans: Partial<Span>[]): ArrangedSpan[] => arrange(spans.map(span));

/** As the page has them: the comparison of both, and the replay, laid over the original. */
function laid(original: Partial<Span>[], replay: Partial<Span>[], called?: Called) {
  const [a, b] = [rowsOf(original), rowsOf(replay)];
  const walked = walkTraces(a, b);
  const under = toSkeleton(a);
  const ghosts = layGhosts(under, ghostColumns(comparisonColumns(walked, a, b), toSkeleton(b)), called);
  return { ghosts, walked, at: (row: number) => ghostOf(ghosts, under.id[row]!) };
}

const original = [
  { span_id: "a", source: "web", operation: "page", start_us: 1000, duration_us: 500 },
  { span_id: "b", parent_span_id: "a", source: "api", operation: "serve", start_us: 1100, duration_us: 200 },
  { span_id: "c", parent_span_id: "b", source: "db", operation: "query", start_us: 1150, duration_us: 50 },
];
const bracket = {
  span_id: "r",
  source: "mission-control",
  stage: "replay_start",
  operation: "replay",
  start_us: 90_000,
  duration_us: 700,
};
const again = (own: object, at: number) => ({
  ...original[at]!,
  stage: "replay_span_start",
  parent_span_id: at === 0 ? "r" : (original[at] as { parent_span_id: string }).parent_span_id,
  start_us: 90_000 + (original[at]!.start_us - 1000),
  ...own,
});

test("a replay stands under the calls that it repeats, from the moment where the original began", () => {
  const { ghosts, at } = laid(original, [
    bracket,
    again({}, 0),
    again({ duration_us: 260 }, 1),
    again({ status: "error" }, 2),
  ]);
  expect(ghosts).toMatchObject({ matched: 3, added: 0, end: 500 });
  expect([0, 1, 2].map(at)).toEqual([
    { from_us: 0, to_us: 500, open: false, error: false },
    { from_us: 100, to_us: 360, open: false, error: false },
    { from_us: 150, to_us: 200, open: false, error: true },
  ]);
});

test("what has not been replayed yet has none, and what is under way reaches as far as the replay has come", () => {
  const { ghosts, at } = laid(original, [
    bracket,
    again({ duration_us: null, marks: ["open"] }, 0),
    again({}, 1),
  ]);
  expect(at(0)).toEqual({ from_us: 0, to_us: 300, open: true, error: false });
  expect(at(2)).toBeNull();
  expect(ghosts.matched).toBe(2);
});

test("calls that only the replay made are counted and drawn nowhere", () => {
  const more = { span_id: "x", parent_span_id: "a", source: "api", operation: "retry", start_us: 90_300 };
  const { ghosts } = laid(original, [bracket, again({}, 0), more]);
  expect(ghosts).toMatchObject({ matched: 1, added: 1 });
});

test("a live replay is laid by the first call that was done, not by what was put around it", () => {
  const live = [
    bracket,
    again({ start_us: 90_000, duration_us: 230 }, 0),
    again({ start_us: 90_000, duration_us: 230 }, 1),
    again({ start_us: 90_010, duration_us: 60 }, 2),
  ];
  const { at } = laid(original, live, [{ factory: "api", operation: "serve" }]);
  expect([0, 1, 2].map((row) => at(row)?.from_us)).toEqual([100, 100, 110]);
  for (const other of [
    { factory: "api", operation: "another" },
    { factory: "another", operation: "serve" },
  ])
    expect(laid(original, live, [other]).at(0)?.from_us).toBe(0);
});

const note = (at: number, own: Partial<Span>): Partial<Span> => ({
  parent_span_id: "a",
  operation: "note",
  start_us: at,
  duration_us: 5,
  ...own,
});
const startsOf = (at: ReturnType<typeof laid>["at"], rows: number[]) => rows.map((row) => at(row)?.from_us);

test("of several calls of one name each lies under the one that carried the same, whatever their order", () => {
  const item = (at: number, n: number) => note(at, { details: { item: n } });
  const made = [original[0]!, item(1010, 1), item(1020, 2), item(1030, 3)];
  const other = laid(made, [bracket, again({}, 0), item(90_010, 3), item(90_020, 1), item(90_030, 2)]);
  expect(startsOf(other.at, [1, 2, 3])).toEqual([20, 30, 10]);
  const fewer = laid(made, [bracket, again({}, 0), item(90_010, 2), item(90_020, 3)]);
  expect(startsOf(fewer.at, [1, 2, 3])).toEqual([undefined, 10, 20]);
});

test("of those that carry the same each lies under one that ended alike; what is under way has not ended", () => {
  const ended = (at: number, status: "ok" | "error") => note(at, { status });
  const made = [original[0]!, ended(1010, "ok"), ended(1020, "ok"), ended(1030, "error"), ended(1040, "ok")];
  const begun = [bracket, again({ duration_us: null, marks: ["open"] }, 0)] as Partial<Span>[];
  const done = laid(made, [...begun, ended(90_010, "ok"), ended(90_020, "error"), ended(90_030, "ok")]);
  expect(startsOf(done.at, [1, 2, 3, 4])).toEqual([10, undefined, 20, 30]);
  const open = note(90_030, { duration_us: null, marks: ["open"] });
  const running = laid(made, [...begun, ended(90_010, "ok"), ended(90_020, "ok"), open]);
  expect(startsOf(running.at, [1, 2, 3, 4])).toEqual([10, 20, 30, undefined]);
});

test("what the replay did not have yet when it was read is left out", () => {
  const [a, b] = [rowsOf(original), rowsOf([bracket, again({}, 0), again({}, 1)])];
  const compared = comparisonColumns(walkTraces(a, b), a, b);
  const before = toSkeleton(b.slice(0, 2));
  expect([...ghostColumns(compared, before).id]).toEqual([a[0]!.span.id]);
});

test("a replay in which nothing is the same lays nothing", () => {
  const { ghosts, at } = laid(original, [bracket]);
  expect(ghosts).toMatchObject({ matched: 0, added: 0, shift_us: 0 });
  expect(at(0)).toBeNull();
});

test("whatever two traces are, the pairs are those of their comparison", () => {
  const any = fc.array(
    fc.record({
      above: fc.nat(),
      operation: fc.constantFrom("read", "write"),
      start_us: fc.nat(50),
      duration_us: fc.option(fc.nat(50)),
      status: fc.constantFrom("ok" as const, "error" as const),
      details: fc.constantFrom({}, { n: 1 }, { n: 2 }),
    }),
    { minLength: 1, maxLength: 20 },
  );
  const spans = (made: { above: number }[]): Partial<Span>[] =>
    made.map(({ above, ...own }, n) => ({
      ...own,
      span_id: `${n}`,
      parent_span_id: n === 0 ? null : `${above % n}`,
    }));
  fc.assert(
    fc.property(any, any, (one, other) => {
      const [a, b] = [rowsOf(spans(one)), rowsOf(spans(other))];
      const { matches, pairs, ...rest } = walkTraces(a, b);
      const compared = comparisonColumns({ matches, pairs, ...rest }, a, b);
      const [under, over] = [toSkeleton(a), toSkeleton(b)];
      const ghosts: Ghosts = layGhosts(under, ghostColumns(compared, over));
      const partner = new Map(matches.map((match) => [match.a, match.b]));
      for (let row = 0; row < a.length; row++) {
        const match = partner.get(row);
        const ghost = ghostOf(ghosts, under.id[row]!);
        if (match === undefined) expect(ghost).toBeNull();
        else expect(ghost).toMatchObject({ from_us: over.start[match]! - ghosts.shift_us });
      }
    }),
  );
});

test("a trace laid over itself, however late, covers itself to the microsecond", () => {
  fc.assert(
    fc.property(anySkeleton(), fc.nat(1_000_000), (made, late) => {
      const compared = { a: made.id, b: made.id, counts: { added: 0 } };
      const ghosts = layGhosts(
        made,
        ghostColumns(compared, { ...made, start: made.start.map((at) => at + late) }),
      );
      for (let row = 0; row < made.id.length; row++) {
        const ghost = ghostOf(ghosts, made.id[row]!)!;
        expect(ghost.from_us).toBe(made.start[row]);
        if (!ghost.open) expect(ghost.to_us - ghost.from_us).toBe(made.duration[row]);
      }
    }),
  );
});
