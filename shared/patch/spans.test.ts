import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LineEdit } from "./line-edit.ts";
import { moveSpan } from "./spans.ts";

/** A file as lines that each are one of a kind; `within` are those that belong to the span by rights. */
interface Line {
  id: number;
  within: boolean;
}

const arbitraryEdit = fc.record({
  at: fc.nat(14),
  removed: fc.nat(4),
  added: fc.nat(3),
  mine: fc.boolean(),
});
const story = fc.record({
  start: fc.integer({ min: 1, max: 9 }),
  size: fc.integer({ min: 0, max: 5 }),
  edits: fc.array(arbitraryEdit, { minLength: 1, maxLength: 8 }),
});

/**
 * Edits of a task inside of its span, and of others anywhere, in any order. To the span belong the lines that were in
 * it at first and are left, those that the task's own edits brought, and those that somebody put between two of its
 * lines or wrote over lines wholly inside of it. What others insert at its edge, or write across its edge, does not.
 */
describe("a span, through any interleaving of edits", () => {
  test("holds the lines that belong to it and no other", () => {
    fc.assert(
      fc.property(story, ({ start, size, edits }) => {
        let next = 100;
        let lines: Line[] = Array.from({ length: 12 }, (_, id) => ({
          id,
          within: id >= start - 1 && id < start - 1 + size,
        }));
        let span = { start, end: Math.min(start + size, 13) - 1 };
        for (const edit of edits) {
          const clipped = clip(edit, span, lines.length);
          if (!clipped) continue;
          const { oldAt, removed } = clipped;
          const inner = removed > 0 ? 0 : 1;
          const over = oldAt >= span.start - 1 + inner && oldAt + removed <= span.end - inner;
          const put = Array.from({ length: clipped.added }, () => ({
            id: next++,
            within: edit.mine || over,
          }));
          lines = lines.toSpliced(oldAt, removed, ...put);
          span = moveSpan(span, [clipped], edit.mine);
          const inside = lines.slice(span.start - 1, span.end);
          expect(inside).toEqual(lines.filter(({ within }) => within));
          expect(span.start).toBeGreaterThanOrEqual(1);
          expect(span.start).toBeLessThanOrEqual(lines.length + 1);
          expect(span.end).toBe(span.start - 1 + inside.length);
        }
      }),
      { numRuns: 5000 },
    );
  });

  test("several edits of one patch are the same as one after the other", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(4), fc.nat(3), fc.nat(3)), { maxLength: 4 }),
        fc.integer({ min: 1, max: 15 }),
        fc.nat(6),
        fc.boolean(),
        (seed, start, size, mine) => {
          const edits: LineEdit[] = [];
          let at = 0;
          let delta = 0;
          for (const [skip, removed, added] of seed) {
            if (removed + added === 0) continue;
            at += skip + 1;
            edits.push({ oldAt: at, removed, newAt: at + delta, added });
            at += removed;
            delta += added - removed;
          }
          const span = { start, end: start + size - 1 };
          const each = edits.reduce(
            (now, edit) => moveSpan(now, [{ ...edit, oldAt: edit.newAt }], mine),
            span,
          );
          expect(moveSpan(span, edits, mine)).toEqual(each);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

/** The edit as it may be: a task's own inside of its span, anybody's inside of the file. */
function clip(
  { at, removed, added, mine }: { at: number; removed: number; added: number; mine: boolean },
  span: { start: number; end: number },
  count: number,
): LineEdit | null {
  const from = mine ? span.start - 1 + (at % (span.end - span.start + 2)) : Math.min(at, count);
  const most = mine ? span.end - from : count - from;
  const taken = Math.min(removed, most);
  return taken + added === 0 ? null : { oldAt: from, removed: taken, newAt: from, added };
}
