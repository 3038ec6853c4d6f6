import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LineEdit } from "./line-edit.ts";
import { allMaps, followLines, followRange, inverse, lineMapOf, placeOfRange, thenMap } from "./line-map.ts";

/** Random edits of a list of things that each are one of a kind, and what they make of it. */
function edited(lines: readonly number[], seed: readonly [number, number, number][], fresh: () => number) {
  const out: number[] = [];
  const edits: LineEdit[] = [];
  let at = 0;
  for (const [skip, remove, add] of seed) {
    // two edits with nothing between them would be one
    const oldAt = at + skip + (edits.length > 0 ? 1 : 0);
    if (oldAt > lines.length) break;
    const removed = Math.min(remove, lines.length - oldAt);
    if (removed === 0 && add === 0) continue;
    out.push(...lines.slice(at, oldAt));
    edits.push({ oldAt, removed, newAt: out.length, added: add });
    for (let i = 0; i < add; i++) out.push(fresh());
    at = oldAt + removed;
  }
  out.push(...lines.slice(at));
  return { lines: out, edits };
}

const arbitraryEdits = fc.array(fc.tuple(fc.nat(5), fc.nat(3), fc.nat(3)), { maxLength: 4 });
const history = fc.record({
  count: fc.integer({ min: 0, max: 14 }),
  steps: fc.array(arbitraryEdits, { minLength: 1, maxLength: 7 }),
  from: fc.nat(15),
  size: fc.nat(5),
});

/** Lines 0 to `count` - 1 taken through some edits, each line known by its number. */
function play({
  count,
  steps,
  from,
  size,
}: {
  count: number;
  steps: [number, number, number][][];
  from: number;
  size: number;
}) {
  let next = 1000;
  const first = Array.from({ length: count }, (_, i) => i);
  const edits: LineEdit[][] = [];
  let lines = first;
  for (const step of steps) {
    const one = edited(lines, step, () => next++);
    lines = one.lines;
    edits.push(one.edits);
  }
  const start = Math.min(from, count);
  return { first, lines, edits, range: { from: start, to: Math.min(start + size, count) } };
}

describe("a line map", () => {
  test("finds a range where its lines are, through any number of edits, and only while they stand together", () => {
    fc.assert(
      fc.property(history, (input) => {
        const { lines, edits, range } = play(input);
        const found = followRange(allMaps(edits.map(lineMapOf)), range);
        const inside = Array.from({ length: range.to - range.from }, (_, i) => range.from + i);
        if (inside.length > 0) {
          const at = lines.indexOf(range.from);
          const together = at !== -1 && inside.every((line, i) => lines[at + i] === line);
          expect(found).toEqual(together ? { from: at, to: at + inside.length } : null);
          return;
        }
        // between two neighbours; -1 and `count` are the start and the end of the file
        const framed = [-1, ...lines, input.count];
        const above = framed.indexOf(range.from - 1);
        const together = above !== -1 && framed[above + 1] === range.from;
        expect(found).toEqual(together ? { from: above, to: above } : null);
      }),
      { numRuns: 4000 },
    );
  });

  test("joined from two is the same as one after the other, and its inverse leads back", () => {
    fc.assert(
      fc.property(history, (input) => {
        const { first, lines, edits } = play(input);
        const maps = edits.map(lineMapOf);
        const whole = allMaps(maps);
        expect(maps.reduce(thenMap)).toEqual(whole);
        const all = { from: 0, to: first.length };
        expect(followLines(whole, all)).toEqual(
          first.map((line) => (lines.includes(line) ? lines.indexOf(line) : null)),
        );
        expect(followLines(inverse(whole), { from: 0, to: lines.length })).toEqual(
          lines.map((line) => (line < 1000 ? line : null)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test("says what stands in the place of lines that were touched", () => {
    fc.assert(
      fc.property(history, (input) => {
        const { first, lines, edits, range } = play(input);
        const place = placeOfRange(allMaps(edits.map(lineMapOf)), range);
        const kept = (line: number) => lines.includes(line);
        const above = first.slice(0, range.from).findLast(kept);
        const below = first.slice(range.to).find(kept);
        expect(place.from).toBe(above === undefined ? 0 : lines.indexOf(above) + 1);
        if (below === undefined) expect(place.to).toBeGreaterThanOrEqual(lines.length);
        else expect(place.to).toBe(lines.indexOf(below));
      }),
      { numRuns: 2000 },
    );
  });

  test("of no edit leaves everything where it was", () => {
    expect(followRange(lineMapOf([]), { from: 3, to: 7 })).toEqual({ from: 3, to: 7 });
    expect(followRange(lineMapOf([]), { from: 0, to: 0 })).toEqual({ from: 0, to: 0 });
  });
});
