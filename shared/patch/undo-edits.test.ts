import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyStored, parseStoredDiff } from "./apply-exact.ts";
import { openDocument } from "./document.ts";
import { arbitraryEdits, arbitraryFile } from "./testing/arbitrary-file.ts";
import { bytesOf, planFiles, textOfBytes } from "./testing/plan-files.ts";
import { undoEdits } from "./undo-edits.ts";
import { writeDiff } from "./write-diff.ts";

/** A random file and each step that random operations made of it. */
const stepped = arbitraryFile
  .chain((file) => arbitraryEdits(openDocument(file).starts.length).map((edits) => ({ file, edits })))
  .map(({ file, edits }) =>
    planFiles(
      { f: file },
      edits.map((edit) => ({ ...edit, file: "f" })),
    ).plan.outcomes.flatMap((one) => ("ok" in one ? [] : one.steps)),
  );

test("a stored diff leads from the old bytes to the new ones", () => {
  fc.assert(
    fc.property(stepped, (steps) => {
      for (const step of steps) {
        const [patch] = parseStoredDiff(writeDiff([step]));
        expect(applyStored(step.before!.bytes, patch!)).toEqual(step.after!.bytes);
      }
    }),
    { numRuns: 300 },
  );
});

test("an edit taken back out of the file it made is the file before, to the byte", () => {
  fc.assert(
    fc.property(stepped, (steps) => {
      for (const { before, after, edits } of steps)
        expect(undoEdits(before!.bytes, after!.bytes, after!.bytes, edits)).toMatchObject({
          bytes: before!.bytes,
        });
    }),
    { numRuns: 300 },
  );
});

describe("taking an edit out of a file that has moved on", () => {
  const undo = (before: string, after: string, now: string, edit: [number, number, number, number]) => {
    const [oldAt, removed, newAt, added] = edit;
    const undone = undoEdits(bytesOf(before), bytesOf(after), bytesOf(now), [
      { oldAt, removed, newAt, added },
    ]);
    return "bytes" in undone ? textOfBytes(undone.bytes) : undone;
  };
  const before = "a\nb\nc\nd\n";

  test.each([
    ["moved down", "a\nX\nc\nd\n", "new\na\nX\nc\nd\n", "new\na\nb\nc\nd\n"],
    ["its neighbours rewritten", "a\nX\nc\nd\n", "A\nX\nC\nd\n", "A\nb\nC\nd\n"],
    [
      "lines put in right above and below",
      "a\nX\nc\nd\n",
      "a\nup\nX\ndown\nc\nd\n",
      "a\nup\nb\ndown\nc\nd\n",
    ],
  ])("%s", (_, after, now, want) => {
    expect(undo(before, after, now, [1, 1, 1, 1])).toBe(want);
  });

  test("its own line rewritten is a conflict, at the place where it is now", () => {
    expect(undo(before, "a\nX\nc\nd\n", "top\na\nY\nc\nd\n", [1, 1, 1, 1])).toEqual({ start: 3, end: 3 });
  });

  test("a line put into the middle of what it wrote is a conflict", () => {
    expect(undo(before, "a\nX\nY\nc\nd\n", "a\nX\nmid\nY\nc\nd\n", [1, 1, 1, 2])).toEqual({
      start: 3,
      end: 3,
    });
  });

  test("a deletion comes back between the lines it stood between", () => {
    expect(undo(before, "a\nc\nd\n", "top\na\nc\nD\n", [1, 1, 1, 0])).toBe("top\na\nb\nc\nD\n");
  });
});
