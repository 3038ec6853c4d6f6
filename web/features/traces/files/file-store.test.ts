import { beforeEach, expect, test, vi } from "vitest";
import { skeletonOf } from "../../../../shared/trace/testing/made-skeleton.ts";
import {
  addFileTraces,
  beginReading,
  closeFile,
  type FileTrace,
  fileStore,
  fileTrace,
  openedFiles,
} from "./file-store.ts";

beforeEach(() => fileStore.setState({ traces: [], reading: [] }));

const reader = () => ({
  span: async () => null,
  prints: async () => null,
  compare: async () => null,
  close: vi.fn(),
});
const trace = (trace_id: string, from: FileTrace["reader"], file = "some.json"): FileTrace => ({
  file,
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

test("a file that is opened again takes the place of the old one, which is forgotten", () => {
  const [first, other, again] = [reader(), reader(), reader()];
  addFileTraces([trace("a", first), trace("b", first)]);
  addFileTraces([trace("c", other)]);
  addFileTraces([trace("a", again)]);
  // `b` is still there, and so is who has its spans
  expect(first.close).not.toHaveBeenCalled();
  addFileTraces([trace("b", again)]);
  expect(first.close).toHaveBeenCalledTimes(1);
  expect(other.close).not.toHaveBeenCalled();
  expect(fileStore.getState().traces.map((one) => one.trace.trace_id)).toEqual(["b", "a", "c"]);
  expect(fileTrace(fileStore.getState().traces, "a")?.reader).toBe(again);
});

test("of two files that are read at once each tells its own progress, and leaves by itself", () => {
  const one = beginReading("one.json", () => {});
  const two = beginReading("two.json", () => {});
  const shown = () =>
    fileStore.getState().reading.map(({ file, progress }) => `${file} ${progress.phase} ${progress.share}`);
  one.progress({ phase: "reading", share: 0.5 });
  two.progress({ phase: "understanding", share: null });
  one.progress({ phase: "arranging", share: 0.1 });
  expect(shown()).toEqual(["one.json arranging 0.1", "two.json understanding null"]);
  one.end();
  expect(shown()).toEqual(["two.json understanding null"]);
  one.progress({ phase: "arranging", share: 1 });
  expect(shown()).toEqual(["two.json understanding null"]);
});

test("a file is closed with all of its traces, and those of others stay", () => {
  const [shop, bank] = [reader(), reader()];
  // two files of one name are two files
  addFileTraces([trace("a", shop), trace("b", shop)]);
  addFileTraces([trace("c", bank)]);
  const shown = () =>
    openedFiles(fileStore.getState().traces).map(({ file, traces }) => [
      file,
      traces.map((one) => one.trace.trace_id).join(),
    ]);
  expect(shown()).toEqual([
    ["some.json", "c"],
    ["some.json", "a,b"],
  ]);
  closeFile(shop);
  expect(shown()).toEqual([["some.json", "c"]]);
  expect(shop.close).toHaveBeenCalledTimes(1);
  expect(bank.close).not.toHaveBeenCalled();
});
