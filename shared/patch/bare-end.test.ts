import { describe, expect, test } from "vitest";
import { planFiles } from "./testing/plan-files.ts";

const after = (file: string, patches: Record<string, unknown>[]) => {
  const planned = planFiles(
    { f: file },
    patches.map((one) => ({ file: "f", ...one })),
  );
  patches.forEach((_, index) => void planned.done(index));
  return planned.text("f");
};
const remove = (line: number) => ({ op: "replace-block", start: line, end: line, block: "" });
const append = (block: string) => ({ op: "append", block });

describe("operations of one batch that meet at the end of a file without a final newline", () => {
  test.each([
    ["one takes the last line away, another writes below it", "a\nb", [remove(2), append("y")], "a\ny"],
    ["the same, asked for the other way round", "a\nb", [append("y"), remove(2)], "a\ny"],
    ["the only line goes", "b", [remove(1), append("y")], "y"],
    ["the only line goes, asked for last", "b", [append("y"), remove(1)], "y"],
    ["two write below a line that goes", "a\nb", [append("y"), remove(2), append("z")], "a\ny\nz"],
    ["two have written below it", "a\nb", [append("y"), append("z"), remove(2)], "a\ny\nz"],
    ["several lines go", "a\nb\nc", [append("y"), { ...remove(2), end: 3 }], "a\ny"],
    ["CRLF", "a\r\nb", [append("y"), remove(2)], "a\r\ny"],
    ["a blank line takes its place", "b", [{ ...remove(1), block: "\n" }, append("y")], "\ny"],
    ["a blank line is to take its place", "b", [append("y"), { ...remove(1), block: "\n" }], "\ny"],
    ["a blank line is written below it first", "b", [append("\n"), append("y")], "b\n\ny"],
    ["the last line stays", "b", [append("y"), append("z")], "b\ny\nz"],
    ["the last line is another", "b", [append("y"), { ...remove(1), block: "c" }], "c\ny"],
    ["with a final newline", "b\n", [append("\n"), remove(1)], "\n"],
  ])("%s: no line is added that nobody asked for", (_, file, patches, expected) => {
    expect(after(file, patches)).toBe(expected);
  });

  test("where the one that takes the line away is refused, the other still stands on a line of its own", () => {
    const planned = planFiles({ f: "a\nb" }, [
      { op: "replace-block", file: "f", start: 2, end: 9, block: "" },
      { op: "append", file: "f", block: "y" },
    ]);
    expect(planned.text("f")).toBe("a\nb\ny");
  });
});
