import { describe, expect, test } from "vitest";
import { parseBatch } from "./parse-batch.ts";

const operations = (input: unknown) => {
  const parsed = parseBatch(input);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.batch.patches;
};
const problems = (input: unknown) => {
  const parsed = parseBatch(input);
  if (parsed.ok) throw new Error("was expected to be refused");
  return { code: parsed.code, list: parsed.details?.problems as { path: string; code: string }[] };
};

describe("looser spellings", () => {
  test.each([
    [
      { op: "insert_after", target_file: "a", anchor: "x", content: "y" },
      { op: "insert-at-anchor", file: "a", anchor: "x", position: "after", block: "y" },
    ],
    [
      { op: "insert_after", file: "a", line: "4", content: "y" },
      { op: "insert-after", file: "a", line: 4, block: "y" },
    ],
    [
      { op: "replace_block", file: "a", start_marker: "s", end_marker: "e", content: "y" },
      { op: "replace-between", file: "a", startMarker: "s", endMarker: "e", block: "y" },
    ],
    [
      { target_file: "a", start_line: 2, end_line: 3, new_block: "y" },
      { op: "replace-block", file: "a", start: 2, end: 3, block: "y" },
    ],
    [
      { op: "replace_text", file_path: "a", old_string: "o", new_string: "n", task_id: "t" },
      { op: "replace-text", file: "a", oldText: "o", block: "n", taskId: "t" },
    ],
    [
      { op: "append", file: "a", block: "y", expect: { file_hash: "0".repeat(64) } },
      { op: "append", file: "a", block: "y", expect: { fileHash: "0".repeat(64) } },
    ],
  ])("%j", (loose, strict) => {
    expect(operations(loose)[0]).toMatchObject(strict);
    expect(operations({ patches: [loose] })).toEqual(operations([loose]));
  });

  test("a single operation may carry what belongs to its batch", () => {
    const parsed = parseBatch({
      op: "append",
      file: "a",
      block: "y",
      requester: "lint",
      order_id: "ORD-001",
      dry_run: true,
    });
    expect(parsed).toMatchObject({
      ok: true,
      batch: { requester: "lint", orderId: "ORD-001", dryRun: true },
    });
  });

  test("an envelope becomes one operation for each of its files", () => {
    const text =
      "*** Begin Patch\n*** Add File: n\n+a\n+b\n*** Update File: u\n@@ def\n-x\n+y\n*** Delete File: d\n*** End Patch\n";
    for (const input of [text, { patch: text }, [{ op: "unified-diff", diff: text }]])
      expect(operations(input)).toMatchObject([
        { op: "create-file", file: "n", block: "a\nb\n" },
        { op: "unified-diff", file: "u" },
        { op: "unified-diff", file: "d" },
      ]);
  });

  test("a diff without a file is about the first one it names", () => {
    const diff = "diff --git a/x/y.ts b/x/y.ts\n--- a/x/y.ts\n+++ b/x/y.ts\n@@ -1 +1 @@\n-a\n+b\n";
    expect(operations(diff)).toEqual([{ op: "unified-diff", file: "x/y.ts", diff }]);
  });
});

describe("what is wrong is said all at once", () => {
  test("each problem has its place and its code", () => {
    const { code, list } = problems({
      requester: 5,
      patches: [
        { op: "zap", file: "a" },
        { op: "replace-block", file: "a", start: 0, end: 3, block: "" },
        { op: "replace-block", file: "a", start: 5, end: 3, block: "" },
        { op: "append", file: "a" },
        { op: "append", file: "a", block: "x".repeat(10 * 1024 * 1024) },
      ],
    });
    expect(code).toBe("UNKNOWN_OP");
    expect(list.map(({ path, code: one }) => `${path} ${one}`)).toEqual([
      "patches.0 UNKNOWN_OP",
      "patches.1.start LINE_OUT_OF_RANGE",
      "patches.2.end SPAN_INVERTED",
      "patches.3.block INVALID_INPUT",
      "patches.4.block BLOCK_TOO_LARGE",
      "requester INVALID_INPUT",
    ]);
  });

  test.each([
    [{ op: "replace-block", file: "a", start: 0, end: 1, block: "" }, "LINE_OUT_OF_RANGE"],
    [{ op: "replace-block", file: "a", start: 2, end: 1, block: "" }, "SPAN_INVERTED"],
    [{ op: "nope", file: "a" }, "UNKNOWN_OP"],
    [{ op: "append", block: "" }, "INVALID_INPUT"],
    [{ op: "append", file: "a", block: "", colour: "red" }, "INVALID_INPUT"],
    [{ op: "insert-after", file: "a", line: 1.5, block: "" }, "INVALID_INPUT"],
    [{ patches: [] }, "INVALID_INPUT"],
    [{}, "INVALID_INPUT"],
    [null, "INVALID_INPUT"],
    ["hello", "INVALID_INPUT"],
    ["*** Begin Patch\nnonsense\n*** End Patch", "MALFORMED_DIFF"],
    ["Binary files a/x and b/x differ\n", "BINARY_PATCH"],
    ["Only in b: x\n", "MALFORMED_DIFF"],
    ["\u001b[1mdiff --git a/x b/x\u001b[m\n", "MALFORMED_DIFF"],
  ])("%j is %s", (input, code) => {
    expect(problems(input).code).toBe(code);
  });
});

test("an envelope in a code fence is the envelope, also where its end is missing", () => {
  const inside = "*** Begin Patch\n*** Update File: a\n@@\n-x\n+y\n*** Add File: b\n+z";
  const bare = operations(`${inside}\n*** End Patch\n`);
  expect(bare).toMatchObject([
    { op: "unified-diff", file: "a" },
    { op: "create-file", file: "b", block: "z\n" },
  ]);
  for (const opening of ["```", "```diff", "\n```patch"])
    for (const end of ["\n*** End Patch", ""])
      expect(operations(`${opening}\n${inside}${end}\n\`\`\`\n`)).toEqual(bare);
});
