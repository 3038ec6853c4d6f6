import fc from "fast-check";
import { expect, test } from "vitest";
import type { Span } from "../models/span.ts";
import { arrange } from "./arrange.ts";
import { compareSkeletons } from "./compare-skeletons.ts";
import { walkTraces } from "./compare-traces.ts";
import { comparedPrint } from "./compared-print.ts";
import { comparisonColumns } from "./comparison-columns.ts";
import { detailsPrint } from "./details-print.ts";
import { toSkeleton } from "./skeleton.ts";
import { span } from "./testing/made-rows.ts";

/** Up to a few calls of few names, so that several of one name stand beside each other. */
const anyTrace = fc
  .array(
    fc.record({
      above: fc.nat(5),
      operation: fc.constantFrom("read", "write"),
      start_us: fc.nat(50),
      duration_us: fc.option(fc.nat(100), { freq: 6 }),
      status: fc.constantFrom("ok" as const, "error" as const),
      details: fc.record({ n: fc.nat(3) }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((calls) =>
    calls.map(
      ({ above, ...own }, at): Partial<Span> => ({
        ...own,
        span_id: `c${at}`,
        parent_span_id: at === 0 || above >= at ? null : `c${above}`,
      }),
    ),
  );

test("of columns alone comes the same comparison as of whole traces", () => {
  fc.assert(
    fc.property(anyTrace, anyTrace, (first, second) => {
      const [a, b] = [arrange(first.map(span)), arrange(second.map(span))];
      const printed = (rows: typeof a) => ({
        skeleton: toSkeleton(rows),
        prints: rows.map((row) => comparedPrint(row.span.details)),
      });
      expect(compareSkeletons(printed(a), printed(b))).toEqual(comparisonColumns(walkTraces(a, b), a, b));
    }),
  );
});

test("details that a replay leaves out are the same as what it has in their place", () => {
  const long = { text: "ß".repeat(140_000) };
  const bytes = new TextEncoder().encode(JSON.stringify(long)).length;
  expect(comparedPrint(long)).toBe(comparedPrint({ cut: bytes }));
  // as many letters, and half as many bytes: copied, and so compared whole
  const short = { text: "s".repeat(140_000) };
  expect(comparedPrint(short)).toBe(detailsPrint(short));
});
