import { expect, test } from "vitest";
import { filterOf, TraceSearch, toggled } from "./trace-search.ts";

test("a part of the address that makes no sense is left out, the rest holds", () => {
  expect(TraceSearch.parse({ source: "a", span: "x", show: "all", q: "", status: "ok" })).toEqual({
    source: ["a"],
  });
  expect(TraceSearch.parse({ span: "12", show: "history" })).toEqual({ span: 12, show: "history" });
});

test("only what narrows the list is asked of the server", () => {
  const address = { q: "pr", stage: ["a", "b"], span: "12", status: "error", min_ms: "0.5" };
  expect(filterOf(TraceSearch.parse(address))).toEqual({
    search: "pr",
    stage: ["a", "b"],
    status: "error",
    min_ms: 0.5,
  });
  expect(TraceSearch.parse({ min_ms: "-1" })).toEqual({});
});

test("a minute is asked for from its begin to its end", () => {
  expect(filterOf(TraceSearch.parse({ minute: "2026-01-01T10:30:00.000Z" }))).toEqual({
    from: "2026-01-01T10:30:00.000Z",
    to: "2026-01-01T10:30:59.999Z",
  });
});

test("a value goes into its facet and out again, and takes the empty facet with it", () => {
  const one = toggled({}, "source", "a");
  expect(one).toEqual({ source: ["a"] });
  expect(toggled(one, "source", "b")).toEqual({ source: ["a", "b"] });
  expect(toggled(one, "source", "a")).toEqual({});
});

test("a replay that is looked at, and the list of past ones, are in the address; what makes no sense is not", () => {
  const link = { tab: "replay", replay: "ab12", ghosts: "off", replays: "this", replay_mode: "live" };
  expect(TraceSearch.parse(link)).toEqual(link);
  expect(
    TraceSearch.parse({ tab: "x", replay: "", ghosts: "on", replays: "none", replay_status: "odd" }),
  ).toEqual({});
});
