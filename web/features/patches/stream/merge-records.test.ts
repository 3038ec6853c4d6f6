import fc from "fast-check";
import { expect, test } from "vitest";
import { newestFirst } from "../../../../shared/patch-cursor.ts";
import { mergeRecords } from "./merge-records.ts";
import { record } from "./testing-records.ts";

const all = () => true;
const ids = (rows: readonly { patch_id: string }[]) => rows.map(({ patch_id }) => patch_id);

test("a newer copy takes the place of the older, an older copy changes nothing", () => {
  const rows = [record(2, 5), record(1, 4)];
  const newer = record(1, 9, { status: "failed" });
  expect(mergeRecords(rows, [newer], all, all).rows).toEqual([rows[0], newer]);
  expect(mergeRecords(rows, [record(1, 3)], all, all).rows).toBe(rows);
});

test("new patches come in at their time", () => {
  const { rows, added } = mergeRecords([record(5, 1), record(2, 1)], [record(3, 2), record(9, 3)], all, all);
  expect(ids(rows)).toEqual(["p9", "p5", "p3", "p2"]);
  expect(ids(added).sort()).toEqual(["p3", "p9"]);
});

test("a patch that no longer fits leaves; one that is not admitted is handed back", () => {
  const { rows, left } = mergeRecords(
    [record(2, 1), record(1, 1)],
    [record(1, 2), record(7, 3)],
    () => false,
    () => false,
  );
  expect(ids(rows)).toEqual(["p2"]);
  expect(ids(left)).toEqual(["p7"]);
});

test("a patch whose time was corrected moves there", () => {
  const early = record(0, 9, { patch_id: "p2", id: 3 });
  expect(ids(mergeRecords([record(2, 1), record(1, 1)], [early], all, all).rows)).toEqual(["p1", "p2"]);
});

test("however copies are delivered, the list is the newest copy of each, sorted, once", () => {
  const copies = fc.array(fc.tuple(fc.nat(15), fc.nat(40)), { maxLength: 60 });
  fc.assert(
    fc.property(copies, fc.array(fc.nat(10), { maxLength: 10 }), (given, cuts) => {
      // a seq belongs to one event, hence to one state of one patch
      const events = given.map(([n, seq]) => record(n, seq * 16 + n));
      let rows: readonly ReturnType<typeof record>[] = [];
      let rest = events;
      for (const cut of [...cuts, events.length]) {
        rows = mergeRecords(rows, rest.slice(0, cut), all, all).rows;
        rest = rest.slice(cut);
      }
      const newest = new Map<string, ReturnType<typeof record>>();
      for (const one of events) {
        const other = newest.get(one.patch_id);
        if (other === undefined || other.seq < one.seq) newest.set(one.patch_id, one);
      }
      expect(rows).toEqual([...newest.values()].sort(newestFirst));
    }),
  );
});
