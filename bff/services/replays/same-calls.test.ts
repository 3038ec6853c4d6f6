import { expect, test } from "vitest";
import { app, get, replay, setUpReplays, span, store, time, us } from "./testing/replays-app.ts";

setUpReplays();

/** Calls that nothing tells apart but when they are: each begins at one second and ends at another, of ten. */
const alike = (...times: [from: number, to: number][]) =>
  store(
    span("all", { duration_ms: 10_000 }),
    ...times.map(([from, to], n) =>
      span(`call ${n}`, {
        operation: "call",
        parent_span_id: "all",
        start_us: us + from * 1_000_000,
        duration_ms: (to - from) * 1000,
      }),
    ),
  );

/** Of each call of the first trace when its partner in the second begins, in seconds after that one's base; null: none. */
async function partners(a: string, b: string, details = "with") {
  const { comparison } = await get(`/api/traces/compare?a=${a}&b=${b}&details=${details}`);
  const beginsOf = async (trace: string): Promise<Map<number, number>> => {
    const { skeleton } = await get(`/api/traces/${trace}/skeleton`);
    return new Map(skeleton.id.map((id: number, row: number) => [id, skeleton.start[row] / 1_000_000]));
  };
  const [beginsA, beginsB] = [await beginsOf(a), await beginsOf(b)];
  return comparison.a
    .map((id: number, at: number) => [beginsA.get(id) ?? null, beginsB.get(comparison.b[at]) ?? null])
    .sort(([one]: number[], [other]: number[]) => one! - other!);
}

test("while a replay runs each call is paired with the one that it repeats, however alike others are", async () => {
  await alike([1, 9], [2, 3], [5, 6]);
  const { new_trace } = await replay({ pace: "original", wait: false });
  await expect.poll(time.waiting).toBe(1);
  for (let second = 0; second < 4; second++) {
    time.move(1000);
    await expect.poll(time.waiting).toBe(1);
  }
  const here = [
    [0, 0],
    [1, 1],
    [2, 2],
    [5, null],
  ];
  for (const details of ["with", "without"]) {
    expect(await partners("t1", new_trace, details)).toEqual(here);
    const back = await partners(new_trace, "t1", details);
    expect(back.filter(([from]: [number | null]) => from !== null)).toEqual(here.slice(0, 3));
  }
});

test("without details as with them, and two replays of one trace by what both repeat", async () => {
  await alike([1, 9], [2, 3], [2, 6], [4, 5]);
  const first = (await replay()).new_trace;
  const { new_trace } = await replay({ pace: "original", wait: false });
  await expect.poll(time.waiting).toBe(1);
  time.move(3000);
  await expect.poll(time.waiting).toBe(1);
  expect(await partners("t1", first, "without")).toEqual(await partners("t1", first));
  expect(await partners(first, new_trace, "without")).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
    [2, 2],
    [4, null],
  ]);
});

test("a replay whose ids say nothing, of an earlier version, is matched as two traces are", async () => {
  await alike([1, 9], [2, 3]);
  const { new_trace } = await replay();
  const [{ span_id: root }] = (await get(`/api/traces/${new_trace}`)).spans;
  const other = ["b000000000000000", new_trace, root];
  await app.db.atomically([
    { sql: "UPDATE operation_logs SET span_id = ? WHERE trace_id = ? AND span_id = ?", params: other },
    {
      sql: "UPDATE operation_logs SET parent_span_id = ? WHERE trace_id = ? AND parent_span_id = ?",
      params: other,
    },
    // it is read anew
    { sql: "UPDATE trace_summaries SET rows = rows + 1 WHERE trace_id = ?", params: [new_trace] },
  ]);
  expect(await partners("t1", new_trace)).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
  ]);
});
