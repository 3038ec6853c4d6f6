import { expect, test } from "vitest";
import { skeletonOf } from "../../../../shared/trace/testing/made-skeleton.ts";
import type { FileTrace } from "../files/file-store.ts";
import { placedFile, placedWords } from "./placed-file.ts";

const reader = (): FileTrace["reader"] => ({
  span: async () => null,
  prints: async () => null,
  compare: async () => null,
  close() {},
});
const [one, other] = [reader(), reader()];
const trace = (trace_id: string, from: FileTrace["reader"]): FileTrace => ({
  file: `${trace_id}.json`,
  reader: from,
  skeleton: skeletonOf({}),
  trace: {
    trace_id,
    operation: "work",
    source: "shop",
    sources: ["shop"],
    spans: 1,
    errors: 0,
    start_us: 0,
    duration_us: 10,
    status: "ok",
    updated_at: "2026-01-01T00:00:00.000Z",
  },
});
const open = [trace("new", one), trace("small", one), trace("held", other)];
const stored = { id: "s", fromFile: false };
const file = (id: string) => ({ id, fromFile: true });

test("a trace that is opened goes where none is, else to the second", () => {
  expect(placedFile({ a: undefined, b: stored }, open, "new")).toEqual({ side: "a" });
  expect(placedFile({ a: stored, b: undefined }, open, "new")).toEqual({ side: "b" });
  expect(placedFile({ a: undefined, b: undefined }, open, "new")).toEqual({ side: "a" });
});

test("where both sides have one the second gives way, and is named", () => {
  expect(placedFile({ a: file("held"), b: stored }, open, "new")).toEqual({ side: "b", instead: stored });
  expect(placedFile({ a: stored, b: file("held") }, open, "new")).toEqual({
    side: "b",
    instead: file("held"),
  });
  expect(placedWords(file("held"), open, "new")).toEqual({
    title: "new.json is the second trace now",
    text: "In the place of held.json, which is still open.",
  });
  expect(placedWords(stored, open, "new").text).toBe("In the place of trace s.");
});

test("it goes where a file is missed, and another one was opened in its place", () => {
  expect(placedFile({ a: file("missed"), b: stored }, open, "new")).toEqual({ side: "a" });
  expect(placedFile({ a: stored, b: file("missed") }, open, "new")).toEqual({ side: "b" });
});

test("a file that was missed is there when it is opened, also where a smaller trace of it was meant", () => {
  expect(placedFile({ a: file("new"), b: stored }, open, "new")).toBeNull();
  expect(placedFile({ a: stored, b: file("small") }, open, "new")).toBeNull();
});
