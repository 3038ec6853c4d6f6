import { expect, test } from "vitest";
import { getTraceSkeleton } from "../../../shared/operations/traces.ts";
import { arrange } from "../../../shared/trace/arrange.ts";
import { pairPoints } from "../../../shared/trace/pair-points.ts";
import { toSkeleton } from "../../../shared/trace/skeleton.ts";
import { summarize } from "../../../shared/trace/summarize.ts";
import { SkeletonOutput } from "./skeleton-output.ts";

const spans = pairPoints([
  {
    id: 7,
    timestamp: "2026-01-01T00:00:00.000Z",
    trace_id: "t",
    span_id: "s",
    parent_span_id: null,
    source: "ui",
    stage: "processing",
    operation: "work",
    task_uuid: null,
    start_us: 1_000_000,
    duration_ms: 2,
    status: "ok",
    details: {},
  },
]);
const answer = {
  trace: { ...summarize(spans, 2_000_000), updated_at: "2026-01-01T00:00:00.000Z" },
  skeleton: toSkeleton(arrange(spans)),
};

test("understands what the operation understands", () => {
  const known = getTraceSkeleton.output.parse({ ok: true, ...answer });
  expect(SkeletonOutput.parse({ ok: true, ...answer })).toEqual(known);
});

test.each([
  ["text in a column", { flags: ["1"] }],
  ["a fraction", { start: [0.5] }],
  ["a hole", { duration: [null] }],
  ["no column at all", { parent: undefined }],
  ["a column that is no list", { id: { 0: 7 } }],
])("does not understand %s, as the operation does not", (_, wrong) => {
  const broken = { ...answer, skeleton: { ...answer.skeleton, ...wrong } };
  expect(getTraceSkeleton.output.safeParse(broken).success).toBe(false);
  expect(SkeletonOutput.safeParse(broken).success).toBe(false);
});

test("looks at every column in a loop that a schema would look at one by one", () => {
  const { shape } = SkeletonOutput.shape.skeleton;
  const slow = Object.entries(shape).filter(
    ([, one]) => "element" in one && String(one.element.type) === "number",
  );
  expect(slow.map(([name]) => name)).toEqual([]);
});
