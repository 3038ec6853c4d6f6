import { expect, test } from "vitest";
import { heatOf, heatRows } from "./heat-rows.ts";

const now = Date.parse("2026-01-01T10:30:20Z");
const cell = (source: string, minute: string, count: number, avg_ms: number | null = 10) => ({
  source,
  minute: `2026-01-01T${minute}:00Z`,
  count,
  errors: 0,
  avg_ms,
});

test("minutes have no gaps, and the last is the one that runs", () => {
  const { minutes } = heatRows([], now, 3);
  expect(minutes).toEqual([
    "2026-01-01T10:28:00.000Z",
    "2026-01-01T10:29:00.000Z",
    "2026-01-01T10:30:00.000Z",
  ]);
});

test("each source is a row, the busiest first, and what lies outside is left out", () => {
  const heat = heatRows(
    [
      cell("quiet", "10:29", 1),
      cell("busy", "10:28", 5, 40),
      cell("busy", "10:30", 7),
      cell("busy", "09:00", 99),
    ],
    now,
    3,
  );
  expect(heat.rows.map(({ source, total }) => [source, total])).toEqual([
    ["busy", 12],
    ["quiet", 1],
  ]);
  expect(heat.rows[0]!.cells.map((one) => one?.count ?? null)).toEqual([5, null, 7]);
  expect(heat.perMinute).toEqual([5, 1, 7]);
  expect(heat).toMatchObject({ mostCount: 7, mostMs: 40 });
});

test("nothing is warm where nothing is", () => {
  expect(heatOf(0, 0)).toBe(0);
  expect(heatOf(1, 4)).toBe(0.5);
});
