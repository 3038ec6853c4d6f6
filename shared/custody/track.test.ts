import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FileChange, type Known, takePatch } from "./track.ts";

const change = (
  file: string,
  before_hash: string | null,
  after_hash: string | null,
  to = file,
): FileChange => ({
  file,
  to,
  before_hash,
  after_hash,
});
const by = (id: string) => (hash: string | null) => ({ hash, by: id });
const known = (files: Record<string, string | null>) =>
  new Map<string, Known>(Object.entries(files).map(([file, hash]) => [file, { hash, by: null }]));

describe("what a patch says of what was there before it", () => {
  test("an edit in between shows in the hash that the patch was planned on", () => {
    const files = known({ a: "1" });
    expect(takePatch(files, [change("a", "1", "2")], by("p1"))).toEqual([]);
    expect(takePatch(files, [change("a", "x", "3")], by("p2"))).toEqual([
      { file: "a", before: { hash: "2", by: "p1" }, after: "x" },
    ]);
    expect(files.get("a")).toEqual({ hash: "3", by: "p2" });
  });

  test("of a file that is not known nothing is claimed, and one that is made new is no edit", () => {
    const files = known({});
    expect(takePatch(files, [change("a", null, "1")], by("p1"))).toEqual([]);
    expect(takePatch(files, [change("b", "1", "2")], by("p2"))).toEqual([
      { file: "b", before: undefined, after: "1" },
    ]);
  });

  test("a rename takes the old name away, and tells of what was removed at the new one", () => {
    const files = known({ a: "1", b: "2" });
    expect(takePatch(files, [change("a", "1", "3", "b")], by("p"))).toEqual([
      { file: "b", before: { hash: "2", by: null }, after: null },
    ]);
    expect([files.get("a")?.hash, files.get("b")?.hash]).toEqual([null, "3"]);
  });
});

test("of any story of patches and edits in between, every edit that a patch met is told, and none besides", () => {
  const step = fc.record({ file: fc.constantFrom("a", "b", "c"), around: fc.boolean(), gone: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const disk = new Map<string, string | null>([
        ["a", "a0"],
        ["b", "b0"],
        ["c", null],
      ]);
      const files = known({ a: "a0", b: "b0", c: null });
      const recorded = new Map(disk);
      for (const [n, { file, around, gone }] of steps.entries()) {
        if (around) {
          disk.set(file, gone ? null : `by hand ${n}`);
          continue;
        }
        const before = disk.get(file) ?? null;
        const after = gone ? null : `patch ${n}`;
        const told = takePatch(files, [change(file, before, after)], by(`p${n}`));
        expect(told.map((one) => [one.file, one.before?.hash, one.after])).toEqual(
          recorded.get(file) === before ? [] : [[file, recorded.get(file), before]],
        );
        disk.set(file, after);
        recorded.set(file, after);
      }
      // what nobody patched since is what the files at rest show
      for (const [file, hash] of recorded) expect(files.get(file)?.hash).toBe(hash);
    }),
  );
});
