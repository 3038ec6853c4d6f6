import { expect, test } from "vitest";
import { jsonLines } from "./json-lines.ts";

const none = new Set<string>();
const written = (value: unknown, folded: ReadonlySet<string> = none) =>
  jsonLines(value, folded)
    .map(
      ({ depth, name, text }) =>
        "  ".repeat(depth) + (name === null ? "" : `${JSON.stringify(name)}: `) + text,
    )
    .join("\n");

test("lines put together are the JSON of the value", () => {
  const value = { a: 1, b: ["x", null, true, {}, []], c: { d: { e: 'q"\n' } } };
  expect(JSON.parse(written(value))).toEqual(value);
  expect(written(value)).toBe(JSON.stringify(value, null, 2));
});

test("what is folded is one line that says how much is below", () => {
  const lines = jsonLines({ a: { b: 1, c: 2 }, d: 3 }, new Set(["$/a"]));
  expect(lines.map(({ text }) => text)).toEqual(["{", "{…},", "3", "}"]);
  expect(lines[1]).toMatchObject({ name: "a", below: 2 });
});

test("a list without end and a text without end are cut, and say so", () => {
  const lines = jsonLines({ list: Array.from({ length: 700 }, (_, n) => n), text: "x".repeat(50_000) }, none);
  expect(lines.some(({ text }) => text === "… 200 more")).toBe(true);
  expect(lines.every(({ text }) => text.length <= 20_002)).toBe(true);
});
