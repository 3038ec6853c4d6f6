import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openDocument, textStart } from "../../../../shared/patch/document.ts";
import {
  arbitraryEdits,
  arbitraryFile,
  arbitraryText,
} from "../../../../shared/patch/testing/arbitrary-file.ts";
import { planFiles } from "../../../../shared/patch/testing/plan-files.ts";
import { writeDiff } from "../../../../shared/patch/write-diff.ts";
import { git, scratchFolder } from "./testing/git-folder.ts";

// Many cases share one call of git: the process costs more than the work.
const cases = 400;

const edited = arbitraryFile.chain((file) =>
  arbitraryEdits(openDocument(file).starts.length).map((edits) => ({ file, edits })),
);

describe("the engine's diffs, held against git apply", () => {
  test("git apply makes of the old file exactly what the engine made, and -R takes it back", () => {
    using folder = scratchFolder();
    git(folder.path, ["init", "-q"]);
    const planned = fc
      .sample(edited, { numRuns: cases, seed: 20261120 })
      .flatMap(({ file, edits }, index) => {
        const name = `case ${index}.txt`;
        const result = planFiles(
          { [name]: file },
          edits.map((edit) => ({ ...edit, file: name })),
          {
            coordinates: index % 2 === 0 ? "original" : "sequential",
          },
        );
        const after = result.bytes(name)!;
        const steps = result.plan.outcomes.flatMap((one) => ("ok" in one ? [] : [one.steps]));
        return steps.length === 0 ? [] : [{ name, file, after, steps }];
      });
    expect(planned.length).toBeGreaterThan(cases / 2);
    for (const { name, file } of planned) writeFileSync(join(folder.path, name), file);
    // the diffs of one batch follow each other, as its patches do
    const rounds = Math.max(...planned.map(({ steps }) => steps.length));
    const diffs = Array.from({ length: rounds }, (_, round) =>
      Buffer.concat(planned.flatMap(({ steps }) => (steps[round] ? [writeDiff(steps[round])] : []))),
    );
    for (const diff of diffs) git(folder.path, ["apply", "--whitespace=nowarn"], diff);
    for (const { name, after } of planned)
      expect(readFileSync(join(folder.path, name)).equals(after), name).toBe(true);
    for (const diff of [...diffs].reverse()) {
      git(folder.path, ["apply", "-R", "--check", "--whitespace=nowarn"], diff);
      git(folder.path, ["apply", "-R", "--whitespace=nowarn"], diff);
    }
    for (const { name, file } of planned)
      expect(readFileSync(join(folder.path, name)).equals(file), name).toBe(true);
  });

  test("a diff that git made does to a file exactly what it shows", () => {
    using folder = scratchFolder();
    const pairs = fc.sample(fc.tuple(arbitraryText, arbitraryText, fc.nat()), { numRuns: cases, seed: 42 });
    const texts = pairs.map(([a, b, pick]): [string, string] => {
      // most pairs share lines, as versions of one file do
      const lines = a.split("\n");
      const at = pick % (lines.length + 1);
      return [
        a,
        pick % 3 === 0
          ? b
          : [...lines.slice(0, at), ...b.split("\n").slice(0, 3), ...lines.slice(at + (pick % 2))].join("\n"),
      ];
    });
    for (const side of ["a", "b"]) mkdirSync(join(folder.path, side));
    texts.forEach(([a, b], index) => {
      writeFileSync(join(folder.path, "a", `f${index}.txt`), a);
      writeFileSync(join(folder.path, "b", `f${index}.txt`), b);
    });
    const diff = gitDiff(folder.path);
    const parts = diff.split(/^(?=diff --git )/m).filter((part) => part !== "");
    const seen = new Set<number>();
    for (const part of parts) {
      const index = Number(/^diff --git a\/f(\d+)\.txt/.exec(part)?.[1]);
      if (Number.isNaN(index)) continue;
      const [before, after] = texts[index]!;
      const name = `f${index}.txt`;
      const result = planFiles({ [name]: before }, [{ op: "unified-diff", file: name, diff: part }]);
      expect(result.done().tier, part).toBe("exact");
      expect(result.text(name), part).toBe(after);
      seen.add(index);
    }
    expect(seen.size).toBeGreaterThan(cases / 2);
  });
});

/** `git diff` of two folders ends with 1 where they differ. */
function gitDiff(folder: string): string {
  try {
    return git(folder, [
      "diff",
      "--no-index",
      "--no-renames",
      "--src-prefix=",
      "--dst-prefix=",
      "a",
      "b",
    ]).toString("utf8");
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: Buffer };
    if (status !== 1) throw error;
    return stdout.toString("utf8");
  }
}

test("bytes outside of the lines that an operation names never change", () => {
  fc.assert(
    fc.property(edited, ({ file, edits }) => {
      const doc = openDocument(file);
      for (const edit of edits) {
        const result = planFiles({ f: file }, [{ ...edit, file: "f" }]);
        if ("ok" in result.plan.outcomes[0]!) continue;
        const after = result.bytes("f")!;
        const { start, end } = reach(edit, doc.starts.length);
        const head = file.subarray(0, textStart(doc, start - 1));
        const tail = file.subarray(textStart(doc, end));
        expect(Buffer.from(after.subarray(0, head.length)).equals(head)).toBe(true);
        expect(Buffer.from(after.subarray(after.length - tail.length)).equals(tail)).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});

/** Lines that an operation takes away, 1-based; nothing between for an insert. */
function reach(edit: Record<string, unknown>, count: number): { start: number; end: number } {
  switch (edit.op) {
    case "append":
      return { start: count + 1, end: count };
    case "prepend":
      return { start: 1, end: 0 };
    case "insert-before":
      return { start: edit.line as number, end: (edit.line as number) - 1 };
    case "insert-after":
      return { start: (edit.line as number) + 1, end: edit.line as number };
    default:
      return { start: edit.start as number, end: edit.end as number };
  }
}

test("a batch in original coordinates does what a person would do by hand, from the bottom up", () => {
  const plain = fc.array(fc.stringMatching(/^[a-z]{0,6}$/), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(
      plain.chain((lines) => arbitraryEdits(lines.length).map((edits) => ({ lines, edits }))),
      ({ lines, edits }) => {
        const result = planFiles(
          { f: lines.map((line) => `${line}\n`).join("") },
          edits.map((edit) => ({ ...edit, file: "f" })),
        );
        const landed = edits.filter((_, index) => !("ok" in result.plan.outcomes[index]!));
        expect(result.text("f")).toBe(byHand(lines, landed));
      },
    ),
    { numRuns: 400 },
  );
});

function byHand(lines: readonly string[], edits: readonly Record<string, unknown>[]): string {
  const inserted = new Map<number, string>();
  const replaced = new Map<number, { end: number; block: string }>();
  for (const edit of edits) {
    const { start, end } = reach(edit, lines.length);
    if (edit.op === "replace-block") replaced.set(start, { end, block: edit.block as string });
    else inserted.set(start, (inserted.get(start) ?? "") + (edit.block as string));
  }
  let out = "";
  for (let line = 1; line <= lines.length + 1; ) {
    out += inserted.get(line) ?? "";
    const there = replaced.get(line);
    if (there) out += there.block;
    else if (line <= lines.length) out += `${lines[line - 1]}\n`;
    line = there ? there.end + 1 : line + 1;
  }
  return out;
}
