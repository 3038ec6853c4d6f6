import { describe, expect, test } from "vitest";
import type { Factory } from "../../../shared/models/factory.ts";
import type { Span } from "../../../shared/models/span.ts";
import { arrange } from "../../../shared/trace/arrange.ts";
import { toSkeleton } from "../../../shared/trace/skeleton.ts";
import type { Simulator } from "../../ports/simulations.ts";
import { planLive } from "./live-plan.ts";

const factory = (name: string, fields: Partial<Factory> = {}): Factory => ({
  name,
  url: null,
  status: "connected",
  last_seen: "2026-11-20T00:00:00.000Z",
  capabilities: ["simulateOperation"],
  operations: null,
  simulate_via: null,
  ...fields,
});
const simulator = (name: string, operations?: string[]): Simulator => ({
  factory: factory(name, { operations: operations ?? null }),
  via: "socket",
  does: (operation) => operations === undefined || operations.includes(operation),
});

function trace(...spans: (Partial<Span> & Pick<Span, "span_id" | "source" | "operation">)[]) {
  const whole = spans.map(
    (span, at): Span => ({
      id: at + 1,
      trace_id: "t",
      parent_span_id: null,
      stage: "processing",
      task_uuid: null,
      start_us: 1_000_000 + at * 10,
      duration_us: 5,
      status: "ok",
      details: {},
      events: [],
      marks: [],
      ...span,
    }),
  );
  return toSkeleton(arrange(whole));
}

describe("what a live replay does", () => {
  test("asks for the topmost spans of factories, rebuilds what is above them, and leaves out the rest", () => {
    const skeleton = trace(
      { span_id: "1", source: "shop", operation: "order" },
      { span_id: "2", source: "maker", operation: "make", parent_span_id: "1", status: "error" },
      { span_id: "3", source: "printer", operation: "print", parent_span_id: "2" },
      { span_id: "4", source: "maker", operation: "fold", parent_span_id: "3" },
      { span_id: "5", source: "shop", operation: "mail", parent_span_id: "1" },
      { span_id: "6", source: "printer", operation: "label", parent_span_id: "5", duration_us: null },
      { span_id: "7", source: "till", operation: "book", parent_span_id: "1" },
    );
    const plan = planLive(skeleton, [simulator("maker"), simulator("printer")]);
    expect(plan.calls.map(({ row, operation, failed }) => [row, operation, failed])).toEqual([
      [1, "make", true],
      [5, "label", false],
    ]);
    expect(plan.calls[1]!.end_us).toBe(Number.POSITIVE_INFINITY);
    expect([...plan.above]).toEqual([
      [1, 0],
      [0, -1],
      [5, 4],
      [4, 0],
    ]);
    // what lies below "make" is the maker's own to do again
    expect(plan.skipped).toEqual([
      { source: "till", spans: 1, why: "no factory of this name has said hello or was registered" },
    ]);
    expect(plan.factories).toEqual([
      { name: "maker", via: "socket", calls: 1, operations: ["make"] },
      { name: "printer", via: "socket", calls: 1, operations: ["label"] },
    ]);
  });

  test("says of each source why its spans are left out", () => {
    const skeleton = trace(
      { span_id: "1", source: "maker", operation: "plan" },
      { span_id: "2", source: "maker", operation: "make" },
      { span_id: "3", source: "maker", operation: "make", marks: ["point"], duration_us: 0 },
      { span_id: "4", source: "painter", operation: "paint" },
      { span_id: "5", source: "sleeper", operation: "rest" },
      { span_id: "6", source: "mission-control", operation: "patches.apply" },
    );
    const plan = planLive(
      skeleton,
      [simulator("maker", ["make"])],
      [factory("maker"), factory("painter", { capabilities: [] }), factory("sleeper", { status: "away" })],
    );
    expect(plan.calls.map(({ row }) => row)).toEqual([1]);
    expect(plan.skipped.map(({ source, spans, why }) => `${source} ${spans}: ${why}`)).toEqual([
      "maker 1: operations that it does not list",
      "maker 1: logs of one moment, which is no work to do again",
      "painter 1: its capabilities do not name simulateOperation",
      "sleeper 1: it is to be asked over its socket, and holds none open",
      "mission-control 1: what Mission Control does itself is done again by whoever calls it",
    ]);
  });

  test("looks through the bracket of a replay at the top", () => {
    const skeleton = trace(
      { span_id: "1", source: "mission-control", operation: "replay", stage: "replay_start" },
      { span_id: "2", source: "maker", operation: "make", parent_span_id: "1", stage: "replay_span_start" },
    );
    const plan = planLive(skeleton, [simulator("maker")]);
    expect([...plan.above]).toEqual([[1, -1]]);
    expect(plan.skipped).toEqual([]);
  });

  test("a chain as deep as a trace is long takes no longer than a flat one", () => {
    const deep = Array.from({ length: 100_000 }, (_, at) => ({
      span_id: String(at),
      parent_span_id: at === 0 ? null : String(at - 1),
      source: at === 99_999 ? "maker" : "shop",
      operation: "go",
      // clocks agree: each within the one above
      start_us: 1_000_000,
      duration_us: 10,
    }));
    const plan = planLive(trace(...deep), [simulator("maker")]);
    expect(plan.calls).toHaveLength(1);
    expect(plan.above.size).toBe(100_000);
  });
});
