import { afterEach, expect, test, vi } from "vitest";
import { makeApp } from "../../host/node/fixtures/app.ts";
import { keepSpans } from "./keep-spans.ts";

const dayUs = 86_400_000_000;
let end = async (): Promise<void> => {};
afterEach(() => end());

test("what is older than the setting says is swept away, now and again later, until it is closed", async () => {
  const made = await makeApp();
  made.ports.settings.spanDays = 3;
  const nowUs = made.ports.clock.now() * 1000;
  const log = (operation: string, daysAgo: number) => ({
    source: "a",
    stage: "processing",
    operation,
    start_us: nowUs - daysAgo * dayUs,
  });
  const left = async () =>
    (await made.db.orm.values<[string]>("SELECT operation FROM operation_logs ORDER BY id")).flat();
  await made.ports.spans.record([log("old", 4), log("young", 2)], { traceId: "t" });
  const sweeping = keepSpans(made.ports, { every: 1, rest: 1 });
  end = async () => {
    await sweeping.close();
    await made.dispose();
  };
  await vi.waitFor(async () => expect(await left()).toEqual(["young"]));
  await made.ports.spans.record([log("old again", 5)], { traceId: "t" });
  await vi.waitFor(async () => expect(await left()).toEqual(["young"]));
  await sweeping.close();
  await made.ports.spans.record([log("kept", 6)], { traceId: "t" });
  expect(await left()).toEqual(["young", "kept"]);
});

test("a sweep that fails is logged, and the next one goes on", async () => {
  const logged: string[] = [];
  const made = await makeApp({
    ports: {
      log: { debug() {}, info() {}, warn() {}, error: (_fields, message) => void logged.push(message) },
    },
  });
  let calls = 0;
  made.ports.spans.forget = async () => {
    calls += 1;
    if (calls === 1) throw new Error("busy");
    return false;
  };
  const sweeping = keepSpans(made.ports, { every: 1, rest: 1 });
  end = async () => {
    await sweeping.close();
    await made.dispose();
  };
  await vi.waitFor(() => expect(calls).toBeGreaterThan(2));
  expect(logged).toEqual(["old log rows were not swept away"]);
});
