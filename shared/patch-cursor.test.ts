import { expect, test } from "vitest";
import { fromCursor, newestFirst, toCursor } from "./patch-cursor.ts";

test("a cursor names the place it was made from", () => {
  const place = { created_at: "2026-11-20T21:04:02.113Z", id: 4711 };
  expect(fromCursor(toCursor(place))).toEqual(place);
});

test("text that is no cursor is told apart", () => {
  for (const text of ["", "abc", "2026-11-20T21:04:02.113Z", "2026-11-20T21:04:02Z_x", "' OR 1=1 --_3"])
    expect(fromCursor(text)).toBeNull();
});

test("newest first, and of two at the same time the one written later", () => {
  const places = [
    { created_at: "2026-11-20T21:00:00.000Z", id: 1 },
    { created_at: "2026-11-20T21:00:01.000Z", id: 2 },
    { created_at: "2026-11-20T21:00:01.000Z", id: 3 },
  ];
  expect(places.toSorted(newestFirst).map(({ id }) => id)).toEqual([3, 2, 1]);
});
