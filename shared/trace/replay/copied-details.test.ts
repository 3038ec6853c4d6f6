import { expect, test } from "vitest";
import { span } from "../testing/made-rows.ts";
import { copiedDetails, mostCopied } from "./copied-details.ts";

const events = [{ name: "retry", at_us: 50, details: { n: 1 } }];

test("what happened within a span is copied as late in its copy", () => {
  expect(copiedDetails(span({ details: { a: 1 }, events }), 1000)).toEqual({
    a: 1,
    events: [{ name: "retry", at_us: 1050, details: { n: 1 } }],
  });
});

test("a field of the sender's that is called events stays what it is", () => {
  expect(copiedDetails(span({ details: { events: "three" }, events }), 1000)).toEqual({ events: "three" });
});

test("events that make the row too long to be copied again are left out, counted in bytes", () => {
  const details = { text: "é".repeat(mostCopied / 2 - 20) };
  expect(copiedDetails(span({ details, events }), 0)).toBe(details);
});
