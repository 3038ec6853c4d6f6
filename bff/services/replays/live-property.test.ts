import fc from "fast-check";
import { expect, test } from "vitest";
import type { Span } from "../../../shared/models/span.ts";
import { refuse } from "../../../shared/result.ts";
import { arrange } from "../../../shared/trace/arrange.ts";
import { toSkeleton } from "../../../shared/trace/skeleton.ts";
import { coarseClock } from "../../ports/clock.ts";
import type { BegunSpan, Recorder, ReplayJob } from "../../ports/replay-runs.ts";
import { planLive } from "./live-plan.ts";
import { liveRun } from "./live-run.ts";
import { simulator } from "./testing/maker.ts";

interface Node {
  under: number;
  maker: boolean;
  at: number;
  ms: number;
  failed: boolean;
  fails: boolean;
  turns: number;
}

const node = fc.record({
  /** which of the spans before it is its parent; 0: none */
  under: fc.nat(20),
  maker: fc.boolean(),
  at: fc.nat(30),
  ms: fc.nat(10),
  failed: fc.boolean(),
  /** how it ends this time, and after how many turns */
  fails: fc.boolean(),
  turns: fc.nat(5),
});

const spansOf = (nodes: readonly Node[]): Span[] =>
  nodes.map(({ under, maker, at, ms, failed }, index) => {
    const parent = index === 0 || under === 0 ? null : String((under - 1) % index);
    return {
      id: index + 1,
      trace_id: "t",
      span_id: String(index),
      parent_span_id: parent,
      source: maker ? "maker" : "desk",
      stage: "processing",
      operation: String(index),
      task_uuid: null,
      start_us: 1_000_000 + at * 1000,
      duration_us: ms * 1000,
      status: failed ? "error" : "ok",
      details: {},
      events: [],
      marks: [],
    };
  });

/** Spans as they were recorded: when each began and ended in the order of all rows, and how. */
function recording() {
  let moment = 0;
  const spans = new Map<string, BegunSpan & { from: number; to: number | null; failed: boolean }>();
  const end = (failed: boolean) => async (span: BegunSpan) => {
    const known = spans.get(span.span_id)!;
    expect(known.to, "ended once").toBeNull();
    Object.assign(known, { to: moment++, failed });
  };
  const recorder: Pick<Recorder, "root" | "start" | "spanStart" | "spanEnd" | "spanError"> = {
    root: "root",
    async start() {},
    async spanStart({ source, operation, start_us, parent_span_id = "root", task_uuid = null }) {
      const span = { span_id: `n${moment}`, parent_span_id, source, operation, task_uuid, start_us };
      spans.set(span.span_id, { ...span, from: moment++, to: null, failed: false });
      await null;
      return span;
    },
    spanEnd: end(false),
    spanError: end(true),
  };
  return { spans, recorder: recorder as Recorder };
}

test("whatever the trace: its topmost calls once each and in order, inside the brackets of their ancestors", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(node, { minLength: 1, maxLength: 20 }),
      fc.option(fc.integer({ min: 1, max: 3 })),
      async (nodes, abortAt) => {
        const spans = spansOf(nodes);
        const rows = arrange(spans);
        const skeleton = toSkeleton(rows);
        const { spans: recorded, recorder } = recording();
        const asked: string[] = [];
        const ended = new Set<string>();
        const stop = new AbortController();
        const time = new Map(
          rows.map(({ span, start_us }) => [
            span.operation,
            { from: start_us, to: start_us + span.duration_us! },
          ]),
        );
        const job: ReplayJob = {
          original_trace: "t",
          replay_trace: "a".repeat(32),
          mode: "live",
          pace: "at-once",
          speed: 1,
          actor: "me",
          of: spans.length,
          original_us: 0,
        };
        let [counted, errors] = [0, 0];
        const outcome = await liveRun(
          {
            clock: coarseClock(() => 0),
            timers: { elapsed: () => 0, wait: async () => {} },
            traces: {
              span: async (_trace: string, id: number) => ({ span: spans[id - 1]!, logs: [] }),
            } as unknown as Parameters<typeof liveRun>[0]["traces"],
            simulations: {
              simulators: async () => [simulator],
              async simulate(_simulator, { operation }) {
                const { from } = time.get(operation)!;
                for (const other of asked)
                  if (time.get(other)!.to < from)
                    expect(ended.has(other), `${other} before ${operation}`).toBe(true);
                asked.push(operation);
                if (asked.length === abortAt) stop.abort("enough");
                const { fails, turns } = nodes[Number(operation)]!;
                for (let turn = 0; turn < turns; turn++) await null;
                ended.add(operation);
                return fails ? refuse("FACTORY_FAULT", "no", { answered: true }) : { ok: true };
              },
            },
          },
          job,
          { skeleton, plan: planLive(skeleton, [simulator]), timeoutMs: 1000 },
        )({
          recorder,
          signal: stop.signal,
          advance(more) {
            counted += more.spans;
            errors += more.errors ?? 0;
          },
          atWork() {},
        });

        // the topmost of the maker's, in the tree as it is drawn
        const isBelowMaker = (row: number): boolean => {
          const { parent } = rows[row]!;
          return parent !== -1 && (rows[parent]!.span.source === "maker" || isBelowMaker(parent));
        };
        const topmost = rows.filter(({ span }, row) => span.source === "maker" && !isBelowMaker(row));
        const all = topmost.map(({ span }) => span.operation).sort();
        if (stop.signal.aborted) expect(all).toEqual(expect.arrayContaining(asked));
        else expect(asked.toSorted()).toEqual(all);
        expect(new Set(asked).size, "once each").toBe(asked.length);

        for (const { from, to, parent_span_id, operation } of recorded.values()) {
          expect(to, `${operation} has ended`).not.toBeNull();
          if (parent_span_id === "root") continue;
          const parent = recorded.get(parent_span_id)!;
          expect(parent.from).toBeLessThan(from);
          expect(parent.to!).toBeGreaterThan(to!);
        }
        // every bracket has a call below it, and is the parent that it had in the original
        const operations = [...recorded.values()].map(({ operation }) => operation);
        expect(new Set(operations).size).toBe(operations.length);
        for (const { operation, parent_span_id } of recorded.values()) {
          const at = rows[rows.findIndex(({ span }) => span.operation === operation)]!;
          const above = at.parent === -1 ? undefined : rows[at.parent]!.span.operation;
          expect(recorded.get(parent_span_id)?.operation).toBe(above);
        }
        expect(counted).toBe(recorded.size);
        expect(errors).toBe([...recorded.values()].filter(({ failed }) => failed).length);
        if (stop.signal.aborted) return;
        const asBefore = all.every((operation) => {
          const { failed, fails } = nodes[Number(operation)]!;
          return failed === fails;
        });
        expect(outcome.reason === undefined).toBe(asBefore);
        // a bracket fails where one below it fails that had not, and ends as it had where nothing came out otherwise
        const parentOf = (operation: string) => {
          const { parent } = rows[rows.findIndex(({ span }) => span.operation === operation)]!;
          return parent === -1 ? undefined : rows[parent]!.span.operation;
        };
        const isBelow = (operation: string, bracket: string): boolean => {
          const parent = parentOf(operation);
          return parent !== undefined && (parent === bracket || isBelow(parent, bracket));
        };
        for (const { operation, failed } of recorded.values()) {
          const own = nodes[Number(operation)]!;
          const below = all.filter((call) => isBelow(call, operation)).map((call) => nodes[Number(call)]!);
          const otherwise = below.filter((call) => call.fails !== call.failed);
          const expected = otherwise.length === 0 ? own.failed : otherwise.some(({ fails }) => fails);
          expect(failed, operation).toBe(all.includes(operation) ? own.fails : expected);
        }
      },
    ),
    { numRuns: 600 },
  );
});
