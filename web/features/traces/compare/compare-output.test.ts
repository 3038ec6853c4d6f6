import { expect, test } from "vitest";
import { ComparisonColumns } from "../../../../shared/models/trace-comparison.ts";
import { ComparisonOutput } from "./compare-output.ts";

const columns = {
  a: [7],
  b: [0],
  above: [-1],
  deviation: [null],
  flags: [0],
  counts: { matched: 0, slower: 0, faster: 0, otherwise: 0, missing: 1, added: 0, status: 0, details: 0 },
  first_divergence: { kind: "missing" as const, at: 0 },
};
const quick = ComparisonOutput.shape.comparison;

test("understands what the operation understands", () => {
  expect(quick.parse(columns)).toEqual(ComparisonColumns.parse(columns));
  expect(quick.parse({ ...columns, deviation: [0.25] })).toMatchObject({ deviation: [0.25] });
});

test.each([
  ["text for a deviation", { deviation: ["0.25"] }],
  ["a fraction of an id", { a: [7.5] }],
  ["a hole among the flags", { flags: [null] }],
])("does not understand %s, as the operation does not", (_, wrong) => {
  expect(ComparisonColumns.safeParse({ ...columns, ...wrong }).success).toBe(false);
  expect(quick.safeParse({ ...columns, ...wrong }).success).toBe(false);
});
