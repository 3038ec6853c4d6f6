import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LogEvent } from "../../../shared/models/log-event.ts";
import { type Answer, makeApp } from "../../host/node/fixtures/app.ts";

const now = Date.parse("2026-11-20T12:34:30Z");
let clock = now;
let app: Awaited<ReturnType<typeof makeApp>>;
let viewer: Awaited<ReturnType<typeof app.as>>;

beforeEach(async () => {
  clock = now;
  app = await makeApp({ ports: { clock: { now: () => clock } } });
  viewer = await app.as("viewer");
});
afterEach(() => app.dispose());

const span = (trace_id: string, span_id: string, fields: Partial<LogEvent> = {}): LogEvent => ({
  trace_id,
  span_id,
  source: "gateway",
  stage: "processing",
  operation: "work",
  start_us: (now - 1000) * 1000,
  duration_ms: 1,
  ...fields,
});
const store = async (...events: LogEvent[]): Promise<void> => {
  for (let at = 0; at < events.length; at += 1000)
    expect(await app.ports.spans.record(events.slice(at, at + 1000), { traceId: "t" })).toMatchObject({
      ok: true,
    });
};
const active = async (query = ""): Promise<Answer> =>
  (await viewer.ask("GET", `/api/traces/active${query}`)).json;
const idsOf = (answer: Answer): string[] =>
  answer.traces.map(({ trace_id }: { trace_id: string }) => trace_id).sort();

describe("a trace that leaves the live cache no room for others", () => {
  const large = Array.from({ length: 4000 }, (_, n) => span("large", `s${n}`));
  beforeEach(async () => {
    await store(
      span("ui", "a", { source: "ui", operation: "click", details: { file: "src/cart.ts" } }),
      span("slow", "b", { duration_ms: 700, task_uuid: "task-7" }),
      span("failed", "c", { status: "error", stage: "outbound_call" }),
      ...large,
    );
    expect(new Set((await app.ports.live.recent()).map(({ trace_id }) => trace_id))).toEqual(
      new Set(["large"]),
    );
  });

  test("does not take them out of the list, nor their names out of the filters", async () => {
    const answer = await active();
    expect(idsOf(answer)).toEqual(["failed", "large", "slow", "ui"]);
    expect(answer.sources).toEqual(["gateway", "ui"]);
    expect(answer.operations).toEqual(["click", "work"]);
    expect(answer.traces.find(({ trace_id }: Answer) => trace_id === "large").spans).toBe(4000);
  });

  test.each([
    ["?source=ui", ["ui"]],
    ["?stage=outbound_call", ["failed"]],
    ["?operation=click,none", ["ui"]],
    ["?status=error", ["failed"]],
    ["?status=ok", ["large", "slow", "ui"]],
    ["?min_ms=500", ["slow"]],
    ["?task_uuid=task-7", ["slow"]],
    ["?search=CART", ["ui"]],
    ["?search=slo", ["slow"]],
    ["?source=ui&min_ms=500", []],
    ["?search=nowhere", []],
  ])("does not hide them from %s", async (query, expected) => {
    expect(idsOf(await active(query))).toEqual(expected);
  });

  test("a span of it that the cache has no room for is found as well", async () => {
    await store(
      span("large", "needle", { source: "needle" }),
      ...large.map((one) => ({ ...one, span_id: `${one.span_id}x` })),
    );
    expect(idsOf(await active("?source=needle"))).toEqual(["large"]);
  });
});

test("a trace is active for 15 minutes after it was last heard of, whenever it was", async () => {
  await store(span("old", "a"), span("still", "a"));
  clock += 14 * 60_000;
  await store(span("still", "b", { start_us: clock * 1000 }));
  expect(idsOf(await active())).toEqual(["old", "still"]);
  clock += 61_000;
  expect(idsOf(await active())).toEqual(["still"]);
  clock += 15 * 60_000;
  expect(idsOf(await active())).toEqual([]);
});

test("of more than a thousand those heard of last are active", async () => {
  const many = Array.from({ length: 1200 }, (_, n) => span(`t${String(n).padStart(4, "0")}`, "a"));
  await store(...many.slice(0, 300));
  clock += 1000;
  await store(...many.slice(300));
  const ids = idsOf(await active());
  expect(ids).toHaveLength(1000);
  expect(ids).toEqual(expect.arrayContaining(many.slice(300).map(({ trace_id }) => trace_id)));
});
