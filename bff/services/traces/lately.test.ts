import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fittingAmong } from "../../db/queries/active-traces.ts";
import type { Answer } from "../../host/node/fixtures/app.ts";
import { idsOf, makeTraceApp, span } from "../../host/node/fixtures/trace-app.ts";

let app: Awaited<ReturnType<typeof makeTraceApp>>;
beforeEach(async () => {
  app = await makeTraceApp();
});
afterEach(() => app.dispose());

const active = (query = ""): Promise<Answer> => app.get(`/api/traces/active${query}`);
const activeIds = async (query = ""): Promise<string[]> => idsOf(await active(query)).sort();

describe("a trace that leaves the live cache no room for others", () => {
  const large = Array.from({ length: 4000 }, (_, n) => span("large", `s${n}`));
  beforeEach(async () => {
    await app.store(
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
    expect(idsOf(answer).sort()).toEqual(["failed", "large", "slow", "ui"]);
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
    expect(await activeIds(query)).toEqual(expected);
  });

  test("a span of it that the cache has no room for is found as well", async () => {
    await app.store(
      span("large", "needle", { source: "needle" }),
      ...large.map((one) => ({ ...one, span_id: `${one.span_id}x` })),
    );
    expect(await activeIds("?source=needle")).toEqual(["large"]);
  });
});

test("the store is asked of the smallest traces at least, however little time there is", async () => {
  await app.store(span("ui", "a", { source: "ui" }), span("other", "b"));
  const rows = [
    { trace_id: "ui", rows: 1 },
    { trace_id: "other", rows: 1 },
  ];
  expect(await fittingAmong(app.db, rows, { source: ["ui"] }, Number.NEGATIVE_INFINITY)).toEqual(["ui"]);
});

test("a trace is active for 15 minutes after it was last heard of, whenever it was", async () => {
  await app.store(span("old", "a"), span("still", "a"));
  app.pass(14 * 60_000);
  await app.store(span("still", "b", { start_us: app.clock() * 1000 }));
  expect(await activeIds()).toEqual(["old", "still"]);
  app.pass(61_000);
  expect(await activeIds()).toEqual(["still"]);
  app.pass(15 * 60_000);
  expect(await activeIds()).toEqual([]);
});

test("of more than a thousand those heard of last are active", async () => {
  const many = Array.from({ length: 1200 }, (_, n) => span(`t${String(n).padStart(4, "0")}`, "a"));
  await app.store(...many.slice(0, 300));
  app.pass(1000);
  await app.store(...many.slice(300));
  const ids = await activeIds();
  expect(ids).toHaveLength(1000);
  expect(ids).toEqual(expect.arrayContaining(many.slice(300).map(({ trace_id }) => trace_id)));
});
