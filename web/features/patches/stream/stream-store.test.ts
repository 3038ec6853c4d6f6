import { expect, test, vi } from "vitest";
import { ok, refuse } from "../../../../shared/result.ts";
import { createPatchStream, type HistoryQuery, type ReadHistory } from "./stream-store.ts";
import { record } from "./testing-records.ts";

type Answer = Awaited<ReturnType<ReadHistory>>;

/** A server whose answers the test gives one by one, in the order of the questions. */
function slowServer() {
  const asked: { query: HistoryQuery; signal: AbortSignal; answer: (answer: Answer) => void }[] = [];
  const read: ReadHistory = (query, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      asked.push({ query, signal, answer: resolve });
    });
  return { asked, stream: createPatchStream(read) };
}
const page = (rows: ReturnType<typeof record>[], next: string | null = null) =>
  ok({ results: rows, next, seq: 0 });

test("an answer to a filter that was changed meanwhile is dropped", async () => {
  const { asked, stream } = slowServer();
  stream.show({ search: "old" });
  stream.show({ search: "new" });
  expect(asked[0]!.signal.aborted).toBe(true);
  asked[1]!.answer(page([record(1, 1, { file: "new.ts" })]));
  await vi.waitFor(() => expect(stream.getState().page.is).toBe("ready"));
  expect(stream.getState().rows.map(({ file }) => file)).toEqual(["new.ts"]);
});

test("what arrives live while the first page is read is in the list after it", async () => {
  const { asked, stream } = slowServer();
  stream.show({});
  stream.receive([record(2, 8), record(1, 9, { status: "failed" })]);
  asked[0]!.answer(page([record(1, 7)]));
  await vi.waitFor(() => expect(stream.getState().page.is).toBe("ready"));
  expect(stream.getState().rows.map(({ patch_id, seq }) => [patch_id, seq])).toEqual([
    ["p2", 8],
    ["p1", 9],
  ]);
});

test("older rows are read from the last one held, one page at a time", async () => {
  const { asked, stream } = slowServer();
  stream.show({});
  asked[0]!.answer(page([record(5, 5)], "more"));
  await vi.waitFor(() => expect(stream.getState().page.is).toBe("ready"));
  stream.readOlder();
  stream.readOlder();
  expect(asked).toHaveLength(2);
  expect(asked[1]!.query).toMatchObject({ order: "desc", cursor: `${record(5, 5).created_at}_6` });
  asked[1]!.answer(page([record(4, 4)]));
  await vi.waitFor(() => expect(stream.getState().more.is).toBe("idle"));
  expect(stream.getState().rows.map(({ patch_id }) => patch_id)).toEqual(["p5", "p4"]);
  stream.readOlder();
  expect(asked, "the end of history was reached").toHaveLength(2);
});

test("a page that fails says why, and can be asked for again", async () => {
  const { asked, stream } = slowServer();
  stream.show({});
  asked[0]!.answer(refuse("SERVER_UNREACHABLE", "The server did not answer."));
  await vi.waitFor(() => expect(stream.getState().page.is).toBe("failed"));
  stream.reload();
  asked[1]!.answer(page([record(1, 1)]));
  await vi.waitFor(() => expect(stream.getState().page.is).toBe("ready"));
});

test("events missed during a pause are read when it ends, not before", async () => {
  const { asked, stream } = slowServer();
  stream.show({});
  asked[0]!.answer(page([record(1, 1)]));
  await vi.waitFor(() => expect(stream.getState().page.is).toBe("ready"));
  stream.pause(true);
  stream.missed();
  expect(asked).toHaveLength(1);
  stream.pause(false);
  expect(asked).toHaveLength(2);
  asked[1]!.answer(page([record(9, 9), record(1, 1)]));
  await vi.waitFor(() => expect(stream.getState().rows).toHaveLength(2));
});

test("coming back to the top lets in what waited", async () => {
  const { asked, stream } = slowServer();
  stream.show({});
  asked[0]!.answer(page([record(1, 1)]));
  await vi.waitFor(() => expect(stream.getState().page.is).toBe("ready"));
  stream.away(true);
  stream.receive([record(2, 2)]);
  expect(stream.getState()).toMatchObject({ unseen: 1 });
  stream.toNewest();
  expect(stream.getState().rows.map(({ patch_id }) => patch_id)).toEqual(["p2", "p1"]);
});
