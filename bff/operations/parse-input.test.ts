// What a refusal of an input says: where it is wrong in what was sent, and what is wrong with it.
import { expect, test } from "vitest";
import { logOperations } from "../../shared/operations/logs.ts";
import { traceOperations } from "../../shared/operations/traces.ts";
import { parseInput } from "./parse-input.ts";

const event = { source: "builder", stage: "processing", operation: "compile" };
const { operation: _, ...unnamed } = event;

test.each([
  ["one event, as an HTTP body", { items: unnamed }, "operation: is missing"],
  ["one event, over RPC", unnamed, "operation: is missing"],
  ["the second of a list", { items: [event, unnamed] }, "1.operation: is missing"],
  ["the second of a list, over RPC", [event, unnamed], "1.operation: is missing"],
  [
    "a field of another type",
    { ...event, operation: 7 },
    "operation: Invalid input: expected string, received number",
  ],
])("%s is told where it is wrong in what was sent", (_name, raw, error) => {
  expect(parseInput(logOperations.recordLog, raw)).toMatchObject({
    code: "INVALID_INPUT",
    error,
    details: { problems: [{ path: error.slice(0, error.indexOf(":")) }] },
  });
});

test("an empty list is told so by no name that was not sent", () => {
  const refused = parseInput(logOperations.recordLog, { items: [] });
  expect(refused).toMatchObject({ code: "INVALID_INPUT", details: { problems: [{ path: "" }] } });
  expect((refused as { error: string }).error).not.toMatch(/^items/);
});

test.each(["x", "1O"])("the text %j where a number belongs is told that one does", (limit) => {
  expect(parseInput(traceOperations.searchTraces, { limit })).toMatchObject({
    code: "INVALID_INPUT",
    error: "limit: has to be a number",
  });
});
