import fc from "fast-check";
import { expect, test } from "vitest";
import { parseBatch } from "../../../shared/patch/parse-batch.ts";
import { plainBatch } from "./plain-batch.ts";

/** mostly what is fine, and at times what is not */
const mostly = <T>(fine: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fine, weight: 12 }, { arbitrary: odd, weight: 1 });
const text = mostly(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.constantFrom("", "a\0b", "x".repeat(201), "é—\n"),
);
const whole = mostly(fc.integer({ min: 1, max: 20 }), fc.constantFrom(0, -2, 1.5, 2 ** 60));
const hash = mostly(fc.constant("a".repeat(64)), fc.constantFrom("A".repeat(64), "abc", ""));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const fields = {
  file: fc.oneof(text, fc.constantFrom("src/a.ts", "../b.ts"), fc.constant("x".repeat(4097))),
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
  expect(plain, "the property must have met plain requests").toBeGreaterThan(200);
});
