import fc from "fast-check";
import { expect, test } from "vitest";
import { ghostOf, layGhosts } from "./ghosts.ts";
import { anySkeleton, skeletonOf } from "./testing/made-skeleton.ts";

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
  const ghosts = layGhosts(
    skeletonOf(...original),
    skeletonOf(bracket, again({}, 0), again({ duration_us: 260 }, 1), again({ status: "error" }, 2)),
  );
  expect(ghosts).toMatchObject({ matched: 3, added: 0, end: 500 });
  expect([0, 1, 2].map((row) => ghostOf(ghosts, row))).toEqual([
    { from_us: 0, to_us: 500, open: false, error: false },
    { from_us: 100, to_us: 360, open: false, error: false },
    { from_us: 150, to_us: 200, open: false, error: true },
  ]);
});

test("what has not been replayed yet has none, and what is under way reaches as far as the replay has come", () => {
  const ghosts = layGhosts(
    skeletonOf(...original),
    skeletonOf(bracket, again({ duration_us: null, marks: ["open"] }, 0), again({}, 1)),
  );
  expect(ghostOf(ghosts, 0)).toEqual({ from_us: 0, to_us: 300, open: true, error: false });
  expect(ghostOf(ghosts, 2)).toBeNull();
  expect(ghosts.matched).toBe(2);
});

test("calls that only the replay made are counted and drawn nowhere", () => {
  const more = { span_id: "x", parent_span_id: "a", source: "api", operation: "retry", start_us: 90_300 };
  const ghosts = layGhosts(skeletonOf(...original), skeletonOf(bracket, again({}, 0), more));
  expect(ghosts).toMatchObject({ matched: 1, added: 1 });
});

test("a live replay is laid by the first call that was done, not by what was put around it", () => {
  const live = skeletonOf(
    bracket,
    again({ start_us: 90_000, duration_us: 230 }, 0),
    again({ start_us: 90_000, duration_us: 230 }, 1),
    again({ start_us: 90_010, duration_us: 60 }, 2),
  );
  const ghosts = layGhosts(skeletonOf(...original), live, [{ factory: "api", operation: "serve" }]);
  expect([0, 1, 2].map((row) => ghostOf(ghosts, row)?.from_us)).toEqual([100, 100, 110]);
  const other = layGhosts(skeletonOf(...original), live, [{ factory: "api", operation: "another" }]);
  expect(ghostOf(other, 0)?.from_us).toBe(0);
});

test("the n-th call of a name lies under the n-th, however they ended", () => {
  const note = (at: number, status: "ok" | "error") => ({
    parent_span_id: "a",
    operation: "note",
    start_us: at,
    status,
  });
  const made = skeletonOf(original[0]!, note(1010, "ok"), note(1020, "ok"), note(1030, "error"));
  const replay = skeletonOf(
    bracket,
    again({}, 0),
    note(90_010, "ok"),
    note(90_020, "error"),
    note(90_030, "ok"),
  );
  const ghosts = layGhosts(made, replay);
  expect([1, 2, 3].map((row) => ghostOf(ghosts, row)?.from_us)).toEqual([10, 20, 30]);
  expect([1, 2, 3].map((row) => ghostOf(ghosts, row)?.error)).toEqual([false, true, false]);
});

test("a replay in which nothing is the same lays nothing", () => {
  const ghosts = layGhosts(skeletonOf(...original), skeletonOf(bracket));
  expect(ghosts).toMatchObject({ matched: 0, added: 0, shift_us: 0 });
  expect(ghostOf(ghosts, 0)).toBeNull();
});

test("a trace laid over itself, however late, covers itself to the microsecond", () => {
  fc.assert(
    fc.property(anySkeleton(), fc.nat(1_000_000), (made, late) => {
      const ghosts = layGhosts(made, { ...made, start: made.start.map((at) => at + late) });
      for (let row = 0; row < made.id.length; row++) {
        const ghost = ghostOf(ghosts, row)!;
        expect(ghost.from_us).toBe(made.start[row]);
        if (!ghost.open) expect(ghost.to_us - ghost.from_us).toBe(made.duration[row]);
      }
    }),
  );
});
