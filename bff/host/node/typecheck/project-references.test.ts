import { expect, it } from "vitest";
import { plainJson, readReferences } from "./project-references.ts";

it("comments and trailing commas go, strings stay", () => {
  const text = '{ // "x"\n "a": "// no, /* no */ \\" ,]", /* b */ "c": [1, 2,], }';
  expect(JSON.parse(plainJson(text))).toEqual({ a: '// no, /* no */ " ,]', c: [1, 2] });
});

it("references are absolute, from the folder of the project", () => {
  const text =
    '{ "references": [{ "path": "./app" }, { "path": "../lib/tsconfig.json" }, { "prepend": true }, null] }';
  expect(readReferences(text, "/repo/site")).toEqual(["/repo/site/app", "/repo/lib/tsconfig.json"]);
});

it("a project file that cannot be read has none", () => {
  for (const text of ["", "{", "null", '{ "references": {} }'])
    expect(readReferences(text, "/repo")).toEqual([]);
});
