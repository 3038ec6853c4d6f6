import { describe, expect, test } from "vitest";
import { jsonPlaces, placeKey } from "./json-places.ts";
import { Policy, policyKeys } from "./models/policy.ts";
import { nearestWord } from "./nearest-word.ts";
import { brokenJson, settingsProblems } from "./settings-problems.ts";

const policyProblems = (text: string) =>
  settingsProblems(text, Policy.safeParse(JSON.parse(text)).error?.issues ?? [], policyKeys);

describe("what is wrong with a policy", () => {
  test("names the line, the key and the one that was meant", () => {
    const text =
      '{\n  "blockedpath": ["a"],\n  "maxChangedShare": 40,\n  "allowedPaths": [\n    "src/**",\n    7\n  ],\n  "colour": 1\n}\n';
    expect(policyProblems(text)).toEqual([
      'line 2: "blockedpath" is no key there is; did you mean "blockedPaths"?',
      'line 3: "maxChangedShare" is not as it should be: Too big: expected number to be <=1',
      'line 6: "allowedPaths.1" is not as it should be: Invalid input: expected string, received number',
      `line 8: "colour" is no key there is (there are ${policyKeys.join(", ")})`,
    ]);
  });

  test("is nothing in a policy that is right, its schema named or not", () => {
    expect(policyProblems('{ "$schema": "./policy.schema.json", "matching": "exact" }')).toEqual([]);
  });
});

describe("a text that is no JSON", () => {
  test.each([
    ['{\n  "a": 1,\n}\n', "line 3, column 1"],
    ['{\n  // why\n  "a": 1\n}\n', "line 2, column 3"],
    ['{ "a": tru }', "line 1, column 8"],
    ['{ "a": 01 }', "line 1, column 8"],
    ['{ "a": "x\n" }', "line 1, column 8"],
    ["", "line 1, column 1"],
    ["{}\n{}", "line 2, column 1"],
  ])("%j is told from its place", (text, place) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(brokenJson(text)).toContain(place);
  });

  test("is told from one that has a key twice, which JSON.parse keeps quiet about", () => {
    expect(brokenJson('{\n"a": 1,\n"a": 2\n}')).toContain(
      'line 3: "a" stands there a second time, first in line 2',
    );
    expect(brokenJson('{"a":{"b":[1,{"c":-1.5e3}]},"d":{"b":[]}}')).toBeNull();
  });
});

test("every key and element has its line", () => {
  const { lines, broken } = jsonPlaces('\ufeff{"a":\n[1,\n{"b": "}\\"{"}],\r\n"c": null}');
  expect(broken).toBeNull();
  const at = (...path: string[]) => lines.get(placeKey(path));
  expect([at("a"), at("a", "0"), at("a", "1"), at("a", "1", "b"), at("c")]).toEqual([1, 2, 3, 3, 4]);
});

test("a word is near what differs in a letter or two, and near nothing else", () => {
  expect(nearestWord("BLOCKED_PATHS", policyKeys)).toBe("blockedPaths");
  expect(nearestWord("openSpacePading", policyKeys)).toBe("openSpacePadding");
  expect(nearestWord("paths", policyKeys)).toBeNull();
});
