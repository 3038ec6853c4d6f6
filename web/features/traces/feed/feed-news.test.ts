import { expect, test } from "vitest";
import type { TraceSummary } from "../../../../shared/models/span.ts";
import { type FeedMemory, remembered } from "./feed-news.ts";

const trace = (trace_id: string, second: number, status: TraceSummary["status"] = "ok") => ({
  trace_id,
  status,
  updated_at: `2026-01-01T00:00:${String(second).padStart(2, "0")}.000Z`,
});
const said = ({ latest }: FeedMemory) => latest.map(({ traceId, is }) => `${traceId} ${is}`);

test("the first list is no news; what comes after is, and an error is one of its own", () => {
  const first = remembered(null, [trace("a", 1), trace("b", 2, "error")]);
  expect(said(first)).toEqual([]);
  const next = remembered(first, [trace("d", 4, "error"), trace("c", 3), trace("a", 1)]);
  expect(said(next)).toEqual(["d failed", "c new"]);
  expect(said(remembered(next, [trace("d", 5, "error"), trace("c", 3)]))).toEqual([]);
});

test("a trace that was listed and fails now is news once", () => {
  const first = remembered(null, [trace("a", 1, "active")]);
  const next = remembered(first, [trace("a", 2, "error")]);
  expect(said(next)).toEqual(["a failed"]);
  expect(said(remembered(next, [trace("a", 3, "error")]))).toEqual([]);
});

test("older traces that another filter or scrolling brings are no news", () => {
  const first = remembered(null, [trace("b", 5)]);
  const next = remembered(first, [trace("b", 5), trace("older", 2, "error")]);
  expect(said(next)).toEqual([]);
  // nor is one that was filtered away and is back
  expect(said(remembered(remembered(next, []), [trace("b", 9)]))).toEqual([]);
});

test("news is remembered for one more reading, for a row that is scrolled to meanwhile", () => {
  const first = remembered(null, [trace("a", 1)]);
  const second = remembered(first, [trace("b", 2), trace("a", 1)]);
  const third = remembered(second, [trace("b", 2), trace("a", 1)]);
  expect(second.news.get("b")).toBe("new");
  expect(third.news.get("b")).toBe("new");
  expect(remembered(third, [trace("b", 2)]).news.size).toBe(0);
});
