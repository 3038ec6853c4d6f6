import { expect, test } from "vitest";
import { readTraces } from "./read-traces.ts";

const zipkin = (traceId: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({
    traceId,
    id: `${n + 1}`.padStart(16, "0"),
    ...(n === 0 ? {} : { parentId: "1".padStart(16, "0") }),
    name: `step ${n}`,
    timestamp: 1_700_000_000_000_000 + n * 100,
    duration: 1000,
    localEndpoint: { serviceName: "shop" },
  }));

test("every trace of a file is there with its spans, the longest first", () => {
  const text = JSON.stringify([...zipkin("a".repeat(32), 1), ...zipkin("b".repeat(32), 3)]);
  const shares: number[] = [];
  const read = readTraces(text, 1_800_000_000_000, (share) => shares.push(share));
  expect(read).toMatchObject({
    ok: true,
    traces: [{ trace: { trace_id: "b".repeat(32), spans: 3, source: "shop" } }, { trace: { spans: 1 } }],
  });
  expect(shares).toEqual([0.25, 1]);
  if (!read.ok) return;
  const { skeleton, spans } = read.traces[0]!;
  expect(skeleton.id.map((id) => spans.get(id)?.operation)).toEqual(["step 0", "step 1", "step 2"]);
  expect(skeleton.parent).toEqual([-1, 0, 0]);
});

test("what is no trace is refused in words", () => {
  expect(readTraces('{"hello":1}', 0, () => {})).toMatchObject({ ok: false, code: "INVALID_INPUT" });
});
