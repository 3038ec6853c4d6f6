import fc from "fast-check";
import { expect, test } from "vitest";
import { span } from "../testing/made-rows.ts";
import { repeatedId, repeatedSpans } from "./repeated-id.ts";

const root = "9f00aa1122c3d4e5";
const outer = {
  span: span({
    span_id: root,
    source: "mission-control",
    operation: "replay",
    stage: "replay_start",
  }),
  parent: -1,
  depth: 0,
  start_us: 0,
};
const below = (span_id: string | null, stage = "replay_span_start") => ({
  span: span({ span_id, stage }),
  parent: 0,
  depth: 1,
  start_us: 0,
});

test("the id of a repeated span says which one it repeats, whatever the number and the root", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      fc.bigInt({ min: 1n, max: (1n << 64n) - 1n }).map((id) => id.toString(16).padStart(16, "0")),
      (id, any) => {
        const repeated = repeatedId(any, id);
        expect(repeated).toMatch(/^[0-9a-f]{16}$/);
        const rows = [{ ...outer, span: { ...outer.span, span_id: any } }, below(repeated)];
        expect([...repeatedSpans(rows)]).toEqual([0, id]);
      },
    ),
  );
  expect(repeatedId(root, 5)).not.toBe(repeatedId(root, 6));
  expect(BigInt(`0x${repeatedId(root, 5)}`)).toBe(BigInt(`0x${root}`) ^ 5n);
});

test("what a factory logs itself, and what has an id of its own, repeats nothing", () => {
  const rows = [
    outer,
    below(repeatedId(root, 7)),
    below(repeatedId(root, 8), "processing"),
    below("0123456789abcdef"),
    below("no hex"),
    below(null),
  ];
  expect([...repeatedSpans(rows)]).toEqual([0, 7, 0, 0, 0, 0]);
});

test("a trace that is no replay repeats nothing, nor does one whose root has another kind of id", () => {
  expect([...repeatedSpans([below(repeatedId(root, 7))])]).toEqual([0]);
  const odd = { ...outer, span: { ...outer.span, span_id: "root" } };
  expect([...repeatedSpans([odd, below(repeatedId(root, 7))])]).toEqual([0, 0]);
});
