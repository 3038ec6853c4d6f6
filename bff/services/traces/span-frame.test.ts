import fc from "fast-check";
import { expect, test } from "vitest";
import { type Span, spanMarks } from "../../../shared/models/span.ts";
import { spanText } from "./span-frame.ts";

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom('"', "\\", "\n", "\u007f", "\u2028", "é", "\ud800", "a\ud83d\ude00", "__proto__"),
);
const maybe = fc.option(text, { nil: null });
const details = fc.dictionary(text, fc.jsonValue());
const us = fc.integer({ min: 0, max: 8.8e15 });
const spans: fc.Arbitrary<Span> = fc.record({
  id: fc.nat(),
  trace_id: text,
  span_id: maybe,
  parent_span_id: maybe,
  source: text,
  stage: text,
  operation: text,
  task_uuid: maybe,
  start_us: us,
  duration_us: fc.option(us, { nil: null }),
  status: fc.constantFrom("ok", "error"),
  details,
  events: fc.array(fc.record({ name: text, at_us: us, details }), { maxLength: 2 }),
  marks: fc.subarray([...spanMarks]),
});

test("what is put together by hand is what JSON would write", () => {
  fc.assert(
    fc.property(spans, ({ details: of, ...span }) => {
      const made = spanText({ span, details: JSON.stringify(of) });
      const { events, marks, ...head } = span;
      expect(made).toBe(JSON.stringify({ event: "trace", data: { ...head, details: of, events, marks } }));
    }),
    { numRuns: 500 },
  );
});
