import { expect, test } from "vitest";
import { readArguments } from "./arguments.ts";

test("a repository alone means all of HEAD", () => {
  expect(readArguments(["../repo"])).toEqual({
    ok: true,
    options: { repository: "../repo", ref: "HEAD", commits: null, only: null, keep: false, json: false },
  });
  expect(readArguments(["r", "--commits", "5", "--ref", "v1", "--json", "--keep"])).toMatchObject({
    options: { commits: 5, ref: "v1", json: true, keep: true },
  });
});

test.each([
  [[], "one repository"],
  [["a", "b"], "one repository"],
  [["a", "--commits", "0"], "--commits is a number"],
  [["a", "--commits", "many"], "--commits is a number"],
  [["a", "--ref=--output=x"], "is no revision"],
  [["a", "--fast"], "--fast"],
])("%j is refused", (args, problem) => {
  expect(readArguments(args)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
});
