import ReactDiffViewer, { computeStyles } from "react-diff-viewer-continued";
import { expect, test } from "vitest";
import { RowsViewer } from "./rows-viewer.ts";

type Styles = Record<string, string>;
const stylesOf = (viewer: object) => (viewer as unknown as { computeStyles: () => Styles }).computeStyles();
const ours = stylesOf(new RowsViewer({ oldValue: "", newValue: "" }));

test("the viewer still computes its styles where we take its place", () => {
  const theirs = new ReactDiffViewer({ oldValue: "", newValue: "" });
  expect(Object.hasOwn(theirs, "computeStyles")).toBe(true);
});

test("every part that the viewer names has a class of our stylesheet", () => {
  const named = Object.keys(computeStyles({}, true, ""));
  expect(named.filter((part) => !ours[part])).toEqual([]);
});

test("each is a single class, since the viewer puts some on by classList", () => {
  for (const name of Object.values(ours)) expect(name).toMatch(/^diff-[a-z-]+$/);
});
