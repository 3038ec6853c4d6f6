import fc from "fast-check";
import { expect, test } from "vitest";
import { parseBatch } from "../../../shared/patch/parse-batch.ts";
import { plainBatch } from "./plain-batch.ts";

const text = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("", "a\0b", "x".repeat(201), "é—\n"));
const whole = fc.oneof(fc.integer({ min: -2, max: 20 }), fc.constant(1.5), fc.constant(2 ** 60));
const hash = fc.constantFrom("a".repeat(64), "A".repeat(64), "abc", "");
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const fields = {
  file: fc.oneof(text, fc.constantFrom("src/a.ts", "../b.ts", "x".repeat(4097))),
  block: text,
  taskId: maybe(text),
  patch_id: maybe(fc.oneof(text, fc.constantFrom("p-1", ".p", "p".repeat(65)))),
  expect: maybe(fc.record({ fileHash: hash })),
};
const spanned = { start: whole, end: whole, openSpace: maybe(fc.boolean()) };
const inserted = { line: whole, openSpace: maybe(fc.boolean()) };
const operation = fc.oneof(
  fc.record({ op: fc.constant("replace-block"), ...fields, ...spanned }),
  fc.record({ op: fc.constantFrom("insert-before", "insert-after"), ...fields, ...inserted }),
  fc.record({ op: fc.constantFrom("append", "prepend", "create-file"), ...fields }),
  fc.record({ op: fc.constant("replace-text"), ...fields, oldText: text }),
  fc.record({
    op: fc.constant("insert-at-anchor"),
    ...fields,
    anchor: text,
    position: fc.constantFrom("before", "after", "beside"),
  }),
  fc.record({ op: fc.constant("replace-between"), ...fields, startMarker: text, endMarker: text }),
  fc.record({ op: fc.constant("fill-placeholder"), ...fields, placeholder: text }),
);
const who = fc.record(
  {
    requester: text,
    reason: text,
    branch: text,
    orderId: text,
    traceId: text,
    phase: text,
    factory: text,
    dryRun: fc.boolean(),
  },
  { requiredKeys: [] },
);

test("what is plainly right is right by the schema too, and means the same", () => {
  let plain = 0;
  fc.assert(
    fc.property(who, operation, (batch, wanted) => {
      const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
      const quick = plainBatch(batch, given);
      if (quick === null) return;
      plain++;
      expect(parseBatch({ ...batch, patches: [given] })).toEqual({ ok: true, batch: quick });
    }),
    { numRuns: 2_000 },
  );
  expect(plain, "the property must have met plain requests").toBeGreaterThan(20);
});
