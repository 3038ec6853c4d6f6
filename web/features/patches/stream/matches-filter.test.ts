import { expect, test } from "vitest";
import { matchesFilter } from "./matches-filter.ts";
import { record } from "./testing-records.ts";

const patch = record(1, 1, {
  file: "worker/api/appRoutes.ts",
  requester: "lint-surgeon",
  order_id: "ORD-002",
  task_id: "A1F2",
  display_status: "validating",
  reason: "inject Metrics middleware",
});

test("no filter lets everything through", () => {
  expect(matchesFilter(patch, {})).toBe(true);
});

test("one of several values is enough, every filter must hold", () => {
  expect(matchesFilter(patch, { requester: ["ai-coder", "lint-surgeon"] })).toBe(true);
  expect(matchesFilter(patch, { requester: ["lint-surgeon"], op: ["create-file"] })).toBe(false);
});

test("status is the one on screen, so that validating can be asked for", () => {
  expect(matchesFilter(patch, { status: ["validating"] })).toBe(true);
  expect(matchesFilter(patch, { status: ["applied"] })).toBe(false);
});

test("a patch without the field is not found by any value of it", () => {
  expect(matchesFilter(patch, { factory: ["ui-factory"] })).toBe(false);
});

test("every word of a search must occur somewhere, in any case", () => {
  expect(matchesFilter(patch, { search: "approutes METRICS" })).toBe(true);
  expect(matchesFilter(patch, { search: "approutes gmail" })).toBe(false);
  expect(matchesFilter(patch, { search: "  " })).toBe(true);
});
