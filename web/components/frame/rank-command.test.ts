import { expect, test } from "vitest";
import { rankCommand } from "./rank-command.ts";

test("the beginning of the title fits best, then a word in it, then a keyword, then a part", () => {
  const ranks = [
    rankCommand("Pause the stream", [], "pau"),
    rankCommand("Show as stream", ["pause"], "str"),
    rankCommand("Resume the stream", ["pause"], "pause"),
    rankCommand("Unpause", [], "pau"),
  ];
  expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
  expect(new Set(ranks).size).toBe(ranks.length);
});

test("letters strewn over the title are no match", () => {
  expect(rankCommand("Copy how to connect an agent: from the command line", ["copy"], "gmail")).toBe(0);
});

test("every word must fit", () => {
  expect(rankCommand("Show as table", ["toggle view"], "table view")).toBeGreaterThan(0);
  expect(rankCommand("Show as table", ["toggle view"], "table pause")).toBe(0);
});
