// A live replay: plan -> calls in the order in which they had happened -> each a span, below brackets of its ancestors.
import type { ReplayCall } from "../../../shared/models/replay.ts";
import type { TraceSkeleton } from "../../../shared/models/trace-skeleton.ts";
import { isError } from "../../../shared/trace/skeleton.ts";
import type { Ports } from "../../ports/ports.ts";
import type { ReplayJob, ReplayRun } from "../../ports/replay-runs.ts";
import { liveBrackets } from "./live-brackets.ts";
import { bracketOf, makeCall } from "./live-call.ts";
import { callOrder } from "./live-order.ts";
import { readOriginal } from "./live-original.ts";
import type { LivePlan } from "./live-plan.ts";
import { longWaitMs } from "./places.ts";

/** Most calls under way at once; of more that had overlapped, the others wait for a place. */
const mostAtOnce = 50;

/** Runs `plan`, made of `skeleton`. Times are those at which things really happen. */
export const liveRun =
  (
    ports: Pick<Ports, "clock" | "simulations" | "timers" | "traces">,
    job: ReplayJob,
    { skeleton, plan, timeoutMs }: { skeleton: TraceSkeleton; plan: LivePlan; timeoutMs: number },
  ): ReplayRun =>
  async ({ recorder, signal, advance, atWork }) => {
    const now = stopwatch(ports.clock.now());
    await recorder.start(now());
    const begin = now();
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const originalOf = (row: number) => readOriginal(ports.traces, job.original_trace, skeleton.id[row]!);
    const brackets = liveBrackets(plan, {
      recorder,
      now,
      failed: (row) => isError(skeleton.flags[row]!),
      ended: (failed) => advance({ spans: 1, errors: failed ? 1 : 0 }),
      async begin(row, parent_span_id) {
        const named = {
          source: skeleton.sources[skeleton.source[row]!]!,
          operation: skeleton.operations[skeleton.operation[row]!]!,
        };
        const original = await originalOf(row);
        const bracket = bracketOf(original?.copied ?? null, now(), named);
        return recorder.spanStart({ ...bracket, parent_span_id, repeats: skeleton.id[row]! });
      },
    });

    const firstUs = plan.calls.reduce((least, { start_us }) => Math.min(least, start_us), Infinity);
    /** Waits until as much time has gone by as had in the original, at the pace that was asked for. */
    async function comesUp(startUs: number): Promise<void> {
      if (job.pace === "at-once") return;
      const dueMs = (startUs - firstUs) / 1000 / job.speed - (now() - begin) / 1000;
      if (dueMs >= longWaitMs) await doing("resting", () => ports.timers.wait(dueMs, both));
      else if (dueMs > 0) await ports.timers.wait(dueMs, both);
    }

    /** calls under way, and those whose moment is far off: where there are only such, nothing is done */
    const busy = { calling: 0, resting: 0 };
    async function doing(what: keyof typeof busy, work: () => Promise<void>): Promise<void> {
      const told = () => atWork(busy.calling > 0 || busy.resting === 0);
      busy[what] += 1;
      told();
      await work().finally(() => {
        busy[what] -= 1;
        told();
      });
    }

    const made: ReplayCall[] = [];
    async function perform(index: number): Promise<void> {
      const call = plan.calls[index]!;
      await comesUp(call.start_us);
      if (both.aborted) return;
      await doing("calling", () => make(index));
    }
    async function make(index: number): Promise<void> {
      const call = plan.calls[index]!;
      const [original, parent] = await Promise.all([originalOf(call.row), brackets.parentOf(call.row)]);
      const bounds = { timeoutMs, signal: both };
      const done = await makeCall(ports, {
        job,
        call,
        id: skeleton.id[call.row]!,
        original,
        parent,
        recorder,
        now,
        bounds,
      });
      made.push(done);
      advance({ spans: 1, errors: done.ok ? 0 : 1, call: done });
      await brackets.ended(call.row, done.differs ? (done.ok ? "ok" : "error") : null);
    }

    await inOrder(plan.calls, perform, both, () => stop.abort());
    await brackets.endAll();
    const reason = reasonOf(made);
    return {
      end_us: now(),
      skipped: plan.skipped,
      ...(reason === undefined ? {} : { reason }),
    };
  };

/**
 * Performs each call when its turn has come, and resolves when all that began have ended; after an abort none begins.
 * Where one throws, `stop` is to abort the others, and it rejects once they have ended.
 */
async function inOrder(
  calls: LivePlan["calls"],
  perform: (index: number) => Promise<void>,
  signal: AbortSignal,
  stop: () => void,
): Promise<void> {
  const order = callOrder(calls);
  const waiting: number[] = [];
  let taken = 0;
  let running = 0;
  const broken: unknown[] = [];
  await new Promise<void>((resolve) => {
    const goOn = (): void => {
      for (const index of order.ready()) waiting.push(index);
      while (!signal.aborted && running < mostAtOnce && taken < waiting.length) {
        const index = waiting[taken++]!;
        running += 1;
        perform(index)
          .catch((error: unknown) => {
            broken.push(error);
            stop();
          })
          .then(() => {
            running -= 1;
            order.ended(index);
            goOn();
          });
      }
      if (running === 0) resolve();
    };
    goOn();
  });
  if (broken.length > 0) throw broken[0];
}

/** Epoch microseconds from a moment on (epoch milliseconds), ascending. */
function stopwatch(fromMs: number): () => number {
  const begun = performance.now();
  return () => fromMs * 1000 + Math.round((performance.now() - begun) * 1000);
}

function reasonOf(made: readonly ReplayCall[]): string | undefined {
  const first = made.find(({ differs }) => differs);
  if (first === undefined) return undefined;
  const others = made.filter(({ differs }) => differs).length - 1;
  const what = first.ok
    ? "went well, and had failed in the original"
    : `failed (${first.code}): ${first.error}`;
  return `"${first.operation}" of ${first.factory} ${what}${others === 0 ? "" : `; ${others} more calls came out otherwise`}`;
}
