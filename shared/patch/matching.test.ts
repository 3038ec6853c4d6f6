import { describe, expect, test } from "vitest";
import { planFiles } from "./testing/plan-files.ts";

const source = `function add(a, b) {
  return a + b;  
}

function sub(a, b) {
    return a - b;
}

const quote = "it's";
`;
const edit = (op: Record<string, unknown>, text = source) => planFiles({ f: text }, [{ file: "f", ...op }]);

describe("replace-text", () => {
  test("replaces text within a line and leaves the rest of it", () => {
    const result = edit({ op: "replace-text", oldText: "a - b", block: "b - a" });
    expect(result.done().tier).toBe("exact");
    expect(result.text("f")).toBe(source.replace("a - b", "b - a"));
  });

  test("text over several lines matches a CRLF file exactly and takes its endings", () => {
    const result = edit({ op: "replace-text", oldText: "a\nb", block: "x\ny\nz" }, "a\r\nb\r\nc\r\n");
    expect(result.done().tier).toBe("exact");
    expect(result.text("f")).toBe("x\r\ny\r\nz\r\nc\r\n");
  });

  test("names the tier where only trailing space differs", () => {
    const result = edit({
      op: "replace-text",
      oldText: "function add(a, b) {\n  return a + b;\n}",
      block: "add;",
    });
    expect(result.done().tier).toBe("trailing-space");
    expect(result.text("f").startsWith("add;\n\nfunction sub")).toBe(true);
  });

  test("names the tier where indentation differs", () => {
    const result = edit({
      op: "replace-text",
      oldText: "function sub(a, b) {\n  return a - b;\n}",
      block: "sub;",
    });
    expect(result.done().tier).toBe("surrounding-space");
  });

  test("names the tier where only typographic punctuation differs", () => {
    const result = edit({ op: "replace-text", oldText: "“it’s”", block: '"its"' });
    expect(result.done().tier).toBe("typography");
    expect(result.text("f")).toContain('const quote = "its";\n');
  });

  test("a policy that asks for exact matching has no other tier", () => {
    const op = { op: "replace-text", file: "f", oldText: "return a + b;\n}", block: "x" };
    const result = planFiles({ f: source }, [op], { policy: { matching: "exact", maxChangedShare: 1 } });
    expect(result.refusal().code).toBe("NO_MATCH");
  });

  test("text in two places is refused with their lines, and no later tier is tried", () => {
    const refusal = edit({ op: "replace-text", oldText: "(a, b) {", block: "x" }).refusal();
    expect(refusal).toMatchObject({ code: "AMBIGUOUS_MATCH", details: { lines: [1, 5] } });
  });

  test("text in no place is refused with the nearest one and the first line that differs", () => {
    const refusal = edit({
      op: "replace-text",
      oldText: "function sub(a, b) {\n    return a * b;\n}",
      block: "x",
    }).refusal();
    expect(refusal.code).toBe("NO_MATCH");
    expect(refusal.error).toContain("Did you mean 5-7 or 1-3?");
    expect(refusal.error).toContain("Line 6 is the first that differs");
  });

  test("old text that takes its newline along does not glue the block to the next line", () => {
    expect(edit({ op: "replace-text", oldText: "b\n", block: "B" }, "a\nb\nc\n").text("f")).toBe("a\nB\nc\n");
    expect(edit({ op: "replace-text", oldText: "b\n", block: "" }, "a\nb\nc\n").text("f")).toBe("a\nc\n");
  });

  test("text behind characters of several bytes is replaced at the right byte", () => {
    expect(edit({ op: "replace-text", oldText: "x", block: "y" }, "é→😀 x\n").text("f")).toBe("é→😀 y\n");
  });
});

describe("anchors, markers, placeholders", () => {
  test("an anchor on one line takes the block before or after it", () => {
    expect(
      edit({ op: "insert-at-anchor", anchor: "const quote", position: "before", block: "x" }).text("f"),
    ).toContain('}\n\nx\nconst quote = "it\'s";\n');
    expect(
      edit({ op: "insert-at-anchor", anchor: "const quote", position: "after", block: "x" }).text("f"),
    ).toMatch(/";\nx\n$/);
    expect(
      edit({ op: "insert-at-anchor", anchor: "return", position: "after", block: "x" }).refusal().code,
    ).toBe("AMBIGUOUS_MATCH");
    expect(
      edit({ op: "insert-at-anchor", anchor: "nowhere", position: "after", block: "x" }).refusal().code,
    ).toBe("NO_MATCH");
  });

  const marked = "// start\nold\n// end\nrest\n// end\n";
  test("what lies between two markers is replaced, the markers stay", () => {
    const text = "a\n<!-- begin -->\nold\nold\n<!-- end -->\nb\n";
    const op = { op: "replace-between", startMarker: "<!-- begin -->", endMarker: "<!-- end -->" };
    expect(edit({ ...op, block: "new" }, text).text("f")).toBe("a\n<!-- begin -->\nnew\n<!-- end -->\nb\n");
    expect(edit({ ...op, block: "" }, text).text("f")).toBe("a\n<!-- begin -->\n<!-- end -->\nb\n");
    expect(edit({ ...op, block: "x" }, "<!-- begin -->\n<!-- end -->\n").text("f")).toBe(
      "<!-- begin -->\nx\n<!-- end -->\n",
    );
  });
  test("markers that differ in blanks alone are two markers", () => {
    const op = { op: "replace-between", startMarker: "a", endMarker: "\ta", block: "x" };
    expect(edit(op, "a\n\ta\n\ta\n").refusal()).toMatchObject({
      code: "AMBIGUOUS_MATCH",
      details: { lines: [1, 2, 3] },
    });
  });
  test("an end marker that stands twice below the start is ambiguous", () => {
    const op = { op: "replace-between", startMarker: "// start", endMarker: "// end", block: "x" };
    expect(edit(op, marked).refusal()).toMatchObject({ code: "AMBIGUOUS_MATCH", details: { lines: [3, 5] } });
  });
  test("markers in the wrong order are refused with where they are", () => {
    const op = { op: "replace-between", startMarker: "rest", endMarker: "old", block: "x" };
    expect(edit(op, marked).refusal()).toMatchObject({ code: "NO_MATCH", details: { start: 4, lines: [2] } });
  });

  test("a placeholder gives way to the block, up to its end marker where it has one", () => {
    const region = "a\n// ###FINAL_MILE_PROMPT__AUTH### check the token\nthrow 0;\n// ###END_AUTH###\nb\n";
    expect(edit({ op: "fill-placeholder", placeholder: "AUTH", block: "ok();" }, region).text("f")).toBe(
      "a\nok();\nb\n",
    );
    const line = "a\n# ###FINAL_MILE_PROMPT__X### do\nb\n";
    expect(
      edit({ op: "fill-placeholder", placeholder: "###FINAL_MILE_PROMPT__X###", block: "y" }, line).text("f"),
    ).toBe("a\ny\nb\n");
  });
  test("a placeholder that is not there is refused with those that are", () => {
    const refusal = edit(
      { op: "fill-placeholder", placeholder: "Y", block: "y" },
      "###FINAL_MILE_PROMPT__X###\n",
    ).refusal();
    expect(refusal).toMatchObject({ code: "NO_MATCH", details: { placeholders: ["X"] } });
    const twice = "###FINAL_MILE_PROMPT__X###\n###FINAL_MILE_PROMPT__X###\n";
    expect(edit({ op: "fill-placeholder", placeholder: "X", block: "y" }, twice).refusal().code).toBe(
      "AMBIGUOUS_MATCH",
    );
  });
});
