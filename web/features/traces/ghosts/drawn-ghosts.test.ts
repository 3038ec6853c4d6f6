import { expect, test } from "vitest";
import type { TraceSkeleton } from "../../../../shared/models/trace-skeleton.ts";
import { bySource } from "../../../../shared/trace/by-source.ts";
import { type Ghosts, ghostColumns, layGhosts } from "../../../../shared/trace/ghosts.ts";
import { skeletonOf } from "../../../../shared/trace/testing/made-skeleton.ts";
import { traceModel } from "../waterfall/trace-model.ts";
import { drawGhosts } from "./drawn-ghosts.ts";

const calls = skeletonOf(
  { id: 1, span_id: "a", source: "web", operation: "page", duration_us: 90 },
  { id: 2, span_id: "b", parent_span_id: "a", source: "api", operation: "serve", start_us: 10 },
  {
    id: 3,
    span_id: "c",
    parent_span_id: "b",
    source: "web",
    operation: "asset",
    start_us: 20,
    status: "error",
  },
);
const replay = skeletonOf(
  { span_id: "r", source: "mission-control", operation: "replay", stage: "replay_start", start_us: 500 },
  { span_id: "x", parent_span_id: "r", source: "web", operation: "page", start_us: 500, duration_us: 90 },
  { span_id: "y", parent_span_id: "x", source: "api", operation: "serve", start_us: 510, status: "error" },
  { span_id: "z", parent_span_id: "y", source: "web", operation: "asset", start_us: 525, status: "error" },
);
/** The n-th call of the original is the n-th of `calls` in the replay. */
const laid = (replayed: TraceSkeleton, a: number[], b: number[]): Ghosts =>
  layGhosts(calls, ghostColumns({ a, b, counts: { added: 0 } }, replayed));
const all = laid(replay, [1, 2, 3], replay.id.slice(1));
const over = { mode: "dry-run", status: "completed" } as const;

test("a ghost stays with its span however the rows stand", () => {
  const rows = bySource(calls).skeleton;
  expect(rows.id).toEqual([1, 3, 2]);
  const drawn = drawGhosts(traceModel(rows, calls), all, over);
  expect([0, 1, 2].map((row) => drawn.at(row)?.from_us)).toEqual([0, 25, 10]);
});

test("one that ended otherwise than its original is told from one that failed as it did", () => {
  const drawn = drawGhosts(traceModel(calls), all, over);
  expect([0, 1, 2].map((row) => drawn.at(row)?.otherwise)).toEqual([false, true, false]);
  expect(drawn.at(1)).toBe(drawn.at(1));
});

test("what is under way goes on with the replay, in a dry run as far as it went; what has ended stays", () => {
  const open = skeletonOf(
    { span_id: "x", source: "web", operation: "page", start_us: 500, duration_us: null, marks: ["open"] },
    { span_id: "y", parent_span_id: "x", source: "api", operation: "serve", start_us: 510, duration_us: 10 },
  );
  const both = laid(open, [1, 2], open.id);
  const dry = drawGhosts(traceModel(calls), both, { mode: "dry-run", status: "running" });
  expect(dry.at(0)?.to_us).toBe(20);
  expect(dry.upTo(60).at(0)?.to_us).toBe(60);
  expect(dry.upTo(400).at(0)?.to_us).toBe(90);
  expect(dry.upTo(400).at(1)).toBe(dry.at(1));
  expect(dry.upTo(10)).toBe(dry);
  expect(dry.upTo(400).end).toBe(90);
  const live = drawGhosts(traceModel(calls), both, { mode: "live", status: "running" });
  expect(live.upTo(400).at(0)?.to_us).toBe(400);
});
