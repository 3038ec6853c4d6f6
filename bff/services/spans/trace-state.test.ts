import { expect, test } from "vitest";
import { row } from "../../../shared/trace/testing/made-rows.ts";
import { newState, takeIn } from "./trace-state.ts";

test("a trace is as long as its spans are: what closes one says how long that took, not that it goes on", () => {
  const opens = row({ stage: "request_received", span_id: "a", start_us: 1000 });
  const closes = row({ stage: "response_sent", span_id: "a", start_us: 174_000, duration_ms: 173 });
  const state = newState(opens);
  for (const one of [opens, closes]) takeIn(state, one);
  expect(state.row).toMatchObject({ start_us: 1000, end_us: 174_000, spans: 1, open: 0 });
});

test("a row with a length that closes nothing is a span of that length", () => {
  const alone = row({ stage: "response_sent", span_id: "a", start_us: 1000, duration_ms: 5 });
  const state = newState(alone);
  takeIn(state, alone);
  expect(state.row).toMatchObject({ start_us: 1000, end_us: 6000 });
});
