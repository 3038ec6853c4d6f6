import fc from "fast-check";
import { expect, test } from "vitest";
import { bySource } from "./by-source.ts";
import { rowTree } from "./row-list.ts";
import { anySkeleton, skeletonOf } from "./testing/made-skeleton.ts";

test("rows are gathered worker by worker, each with its own call tree", () => {
  const made = skeletonOf(
    { span_id: "a", source: "web", operation: "page" },
    { span_id: "b", parent_span_id: "a", source: "api", operation: "serve", start_us: 1 },
    { span_id: "c", parent_span_id: "b", source: "web", operation: "asset", start_us: 2 },
    { span_id: "d", parent_span_id: "b", source: "api", operation: "query", start_us: 3 },
  );
  const { skeleton, rowOf } = bySource(made);
  expect(
    skeleton.id.map((_, row) => [
      skeleton.sources[skeleton.source[row]!],
      skeleton.operations[skeleton.operation[row]!],
      skeleton.parent[row],
    ]),
  ).toEqual([
    ["web", "page", -1],
    ["web", "asset", 0],
    ["api", "serve", -1],
    ["api", "query", 2],
  ]);
  expect([...rowOf]).toEqual([0, 2, 1, 3]);
});

test("every row is there once, below one of its own worker that is above it in the call tree too", () => {
  const several = fc
    .tuple(anySkeleton(), fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }))
    .map(([made, source]) => ({
      ...made,
      sources: ["a", "b", "c", "d"],
      source: made.id.map((_, row) => source[row]!),
    }));
  fc.assert(
    fc.property(several, (made) => {
      const { skeleton, rowOf } = bySource(made);
      const tree = rowTree(skeleton);
      made.id.forEach((id, row) => {
        const at = rowOf[row]!;
        expect(skeleton.id[at]).toBe(id);
        let above = made.parent[row]!;
        while (above !== -1 && made.source[above] !== made.source[row]) above = made.parent[above]!;
        expect(skeleton.parent[at]).toBe(above === -1 ? -1 : rowOf[above]);
      });
      skeleton.parent.forEach((parent, row) => {
        if (parent === -1) return;
        expect(parent).toBeLessThan(row);
        expect(tree.end[parent]).toBeGreaterThan(row);
        expect(skeleton.source[parent]).toBe(skeleton.source[row]);
      });
    }),
  );
});
