import { expect, test } from "vitest";
import { pastedTrace } from "./pasted-trace.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const spanId = "00f067aa0ba902b7";

test.each([
  [` ${traceId}\n`, { traceId }],
  [traceId.toUpperCase(), { traceId }],
  [`00-${traceId}-${spanId}-01`, { traceId, spanId }],
  [`cc-${traceId}-${spanId}-00`, { traceId, spanId }],
])("%j is a trace", (text, expected) => {
  expect(pastedTrace(text)).toEqual(expected);
});

test.each(["", "openPR", traceId.slice(1), `${traceId}0`, `00-${traceId}-${spanId}`, `00-${traceId}-01`])(
  "%j is words to search for",
  (text) => {
    expect(pastedTrace(text)).toBeNull();
  },
);
