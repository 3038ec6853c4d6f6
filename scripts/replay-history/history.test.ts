import { expect, test } from "vitest";
import { type Commit, inChains } from "./history.ts";

const commit = (sha: string, parent: string | null): Commit => ({
  sha,
  tree: `${sha}-tree`,
  parent,
  parentTree: `${parent}-tree`,
  merge: false,
});

test("a branch is gone through to its end before the next one begins", () => {
  const mixed = [
    commit("root", null),
    commit("a1", "root"),
    commit("b1", "root"),
    commit("a2", "a1"),
    commit("b2", "b1"),
    commit("a3", "a2"),
    commit("other root", null),
  ];
  const order = inChains(mixed).map(({ sha }) => sha);
  expect(order).toEqual(["root", "a1", "a2", "a3", "b1", "b2", "other root"]);
});
