import { afterEach, beforeEach, expect } from "vitest";
import type { LogEvent } from "../../../../shared/models/log-event.ts";
import { type Answer, makeApp } from "../../../host/node/fixtures/app.ts";
import { manualTime } from "./manual-time.ts";

export const now = Date.parse("2026-11-20T12:00:00Z");
/** when the traces of these tests begin, epoch microseconds */
export const us = (now - 3_600_000) * 1000;
export let time: ReturnType<typeof manualTime>;
export let app: Awaited<ReturnType<typeof makeApp>>;
export let agent: Awaited<ReturnType<typeof app.as>>;

/** An application whose time stands still, for each test of a file. */
export function setUpReplays(): void {
  beforeEach(async () => {
    time = manualTime(now);
    app = await makeApp({ ports: { clock: time.clock, timers: time.timers } });
    agent = await app.as("agent");
  });
  afterEach(async () => {
    await app.ports.replays.close();
    await app.dispose();
  });
}

/** A log of the trace `t1`, named as its id. */
export const span = (span_id: string, fields: Partial<LogEvent> = {}): LogEvent => ({
  trace_id: "t1",
  span_id,
  source: "ui",
  stage: "processing",
  operation: span_id,
  start_us: us,
  duration_ms: 100,
  ...fields,
});
export const store = async (...events: LogEvent[]): Promise<void> => {
  expect(await app.ports.spans.record(events, { traceId: "t1" })).toMatchObject({ ok: true });
};
/** Ten seconds: `buy` for all of them, `pay` from the third to the fourth, `mail` begins at the sixth and does not end. */
export const tenSeconds = () =>
  store(
    span("buy", { duration_ms: 10_000, details: { cart: 7 }, task_uuid: "T-1" }),
    span("pay", {
      parent_span_id: "buy",
      source: "bank",
      start_us: us + 3_000_000,
      duration_ms: 1000,
      status: "error",
      details: { why: "declined" },
    }),
    span("mail", {
      parent_span_id: "buy",
      stage: "request_received",
      start_us: us + 6_000_000,
      duration_ms: null,
    }),
  );

/** Asks for a replay as an agent does, and answers what came. */
export const replay = async (body: object = {}, trace = "t1"): Promise<Answer> =>
  (await agent.ask("POST", `/api/traces/replay/${trace}`, body)).json;
export const get = async (path: string): Promise<Answer> => (await agent.ask("GET", path)).json;
export const spansOf = async (trace: string): Promise<Answer[]> => (await get(`/api/traces/${trace}`)).spans;
export const differencesOf = async (a: string, b: string) => {
  const { comparison, differences } = await get(`/api/traces/compare?a=${a}&b=${b}`);
  return { ...comparison.counts, differences, first: comparison.first_divergence };
};
export const nothing = {
  slower: 0,
  faster: 0,
  otherwise: 0,
  missing: 0,
  added: 0,
  status: 0,
  details: 0,
  differences: [],
  first: null,
};
