import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Span } from "../../../shared/models/span.ts";
import { arrange } from "../../../shared/trace/arrange.ts";
import { repeatedId } from "../../../shared/trace/replay/repeated-id.ts";
import { toSkeleton } from "../../../shared/trace/skeleton.ts";
import { makeApp } from "../../host/node/fixtures/app.ts";
import type { Ports } from "../../ports/ports.ts";
import type { Advance, ReplayJob } from "../../ports/replay-runs.ts";
import { planLive } from "./live-plan.ts";
import { liveRun } from "./live-run.ts";
import { createRecorder } from "./recorder.ts";
import { simulator } from "./testing/maker.ts";

let made: Awaited<ReturnType<typeof makeApp>>;
beforeEach(async () => {
  made = await makeApp();
  // no time goes by but where somebody waits
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(async () => {
  vi.useRealTimers();
  await made.dispose();
});

const spanAt = (ms: number, id: number): Span => ({
  id,
  trace_id: "original",
  span_id: String(id),
  parent_span_id: null,
  source: "maker",
  stage: "processing",
  operation: `at ${ms}`,
  task_uuid: null,
  start_us: ms * 1000,
  duration_us: 10,
  status: "ok",
  details: {},
  events: [],
  marks: [],
});

/** Runs calls that began at these milliseconds; answers what was waited for and asked, in order. */
async function run(starts: number[], pace: Partial<ReplayJob>, stop = new AbortController(), stopAt = "") {
  const spans = starts.map(spanAt);
  const skeleton = toSkeleton(arrange(spans));
  const plan = planLive(skeleton, [simulator]);
  const job: ReplayJob = {
    original_trace: "original",
    replay_trace: "a".repeat(32),
    mode: "live",
    pace: "original",
    speed: 1,
    actor: "me",
    of: spans.length,
    original_us: 0,
    ...pace,
  };
  const happened: string[] = [];
  /** of each wait how much of it was said not to be work */
  const restedFor: number[] = [];
  let working = true;
  const ports: Pick<Ports, "clock" | "simulations" | "timers" | "traces"> = {
    ...made.ports,
    timers: {
      elapsed: () => performance.now(),
      async wait(ms) {
        happened.push(`wait ${ms}`);
        restedFor.push(working ? 0 : ms);
        vi.advanceTimersByTime(ms);
        if (stopAt === `wait ${ms}`) stop.abort("enough");
      },
    },
    traces: {
      ...made.ports.traces,
      span: async (_trace, id) => ({ span: spans.find((span) => span.id === id) ?? null, logs: [] }),
    },
    simulations: {
      simulators: async () => [simulator],
      async simulate(_simulator, { operation }) {
        happened.push(operation);
        expect(working).toBe(true);
        return { ok: true };
      },
    },
  };
  const recorder = createRecorder(made.ports, job);
  const advanced: Advance[] = [];
  await liveRun(ports, job, { skeleton, plan, timeoutMs: 1000 })({
    recorder,
    signal: stop.signal,
    advance: (more) => advanced.push(more),
    atWork(on) {
      working = on;
    },
  });
  expect(working).toBe(true);
  return { happened, restedFor, root: recorder.root, calls: advanced.flatMap(({ call }) => call ?? []) };
}

test("the id of each call's span says which span of the original it repeats", async () => {
  const { root, calls } = await run([0, 10, 20], { pace: "at-once" });
  const repeated = new Map(calls.map(({ operation, span_id }) => [operation, span_id]));
  for (const ms of [0, 10, 20])
    expect(repeated.get(`at ${ms}`)).toBe(repeatedId(root, spanAt(ms, [0, 10, 20].indexOf(ms)).id));
});

describe("the pace of a live replay", () => {
  test("original: a call comes as long after the first as it had", async () => {
    const { happened } = await run([5000, 5100, 7000], { pace: "original" });
    expect(happened).toEqual(["at 5000", "wait 100", "at 5100", "wait 1900", "at 7000"]);
  });

  test("faster: as many times as fast as was asked for", async () => {
    const { happened } = await run([0, 1000, 3000], { pace: "faster", speed: 10 });
    expect(happened).toEqual(["at 0", "wait 100", "at 1000", "wait 200", "at 3000"]);
  });

  test("at once: nobody waits", async () => {
    const { happened } = await run([0, 1000, 3000], { pace: "at-once" });
    expect(happened).toEqual(["at 0", "at 1000", "at 3000"]);
  });

  test("original: one that waits for a second or more is not at work meanwhile", async () => {
    const { happened, restedFor } = await run([0, 999, 1999, 7000], { pace: "original" });
    expect(happened.filter((what) => what.startsWith("wait"))).toEqual([
      "wait 999",
      "wait 1000",
      "wait 5001",
    ]);
    expect(restedFor).toEqual([0, 1000, 5001]);
  });

  test("aborted while it waits: the call is not made", async () => {
    const { happened, calls } = await run([0, 1000, 3000], {}, new AbortController(), "wait 1000");
    expect(happened).toEqual(["at 0", "wait 1000"]);
    expect(calls).toHaveLength(1);
  });
});
