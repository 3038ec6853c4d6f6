import { expect, it } from "vitest";
import { resolveCoordinates } from "./resolve-coordinates.ts";

const text = "one\n// ###FINAL_MILE_PROMPT__LOGIN###\nold\n// ###END_LOGIN###\nlast\n";

it("a placeholder and its end marker give their span", () => {
  expect(resolveCoordinates(text)).toMatchObject({
    kind: "placeholder",
    placeholder: "LOGIN",
    start: 2,
    end: 4,
  });
});

it("a placeholder that nothing closes is its own line", () => {
  const open = text.replace("// ###END_LOGIN###\n", "");
  expect(resolveCoordinates(open)).toMatchObject({ kind: "placeholder", start: 2, end: 2 });
});

it("without a placeholder it is before the last line", () => {
  expect(resolveCoordinates("class A {\n}\n")).toMatchObject({ kind: "insert", line: 2 });
  expect(resolveCoordinates("class A {\n}")).toMatchObject({ kind: "insert", line: 2 });
});

it("no file is a new one, and an empty one is written whole", () => {
  expect(resolveCoordinates(null)).toEqual({ kind: "new" });
  expect(resolveCoordinates("")).toEqual({ kind: "whole", current: "" });
});

it("one of several placeholders has to be named, and has to be there", () => {
  const two = `${text}###FINAL_MILE_PROMPT__LOGOUT###\n`;
  expect(resolveCoordinates(two)).toMatchObject({
    code: "AMBIGUOUS_MATCH",
    details: { placeholders: ["LOGIN", "LOGOUT"] },
  });
  expect(resolveCoordinates(two, "LOGOUT")).toMatchObject({ kind: "placeholder", start: 6, end: 6 });
  expect(resolveCoordinates(two, "NOWHERE")).toMatchObject({ ok: false, code: "NO_MATCH" });
});
