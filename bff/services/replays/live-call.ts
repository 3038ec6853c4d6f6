import type { ReplayCall } from "../../../shared/models/replay.ts";
import type { Span } from "../../../shared/models/span.ts";
import { type Refusal, type Result, refuse } from "../../../shared/result.ts";
import { copiedDetails } from "../../../shared/trace/replay/copied-details.ts";
import type { Ports } from "../../ports/ports.ts";
import type { NewBracket, Recorder, ReplayJob } from "../../ports/replay-runs.ts";
import { traceparentOf } from "../../ports/trace-context.ts";
import { isTheirs } from "../factories/their-answer.ts";
import { turnedAwayOf } from "../factories/turned-away.ts";
import type { Original } from "./live-original.ts";
import type { LiveCall } from "./live-plan.ts";

/** One call and its span: begun, asked for, ended as it was answered. */
export async function makeCall(
  ports: Pick<Ports, "simulations">,
  {
    job,
    call,
    id,
    original,
    parent,
    recorder,
    now,
    bounds,
  }: {
    job: ReplayJob;
    call: LiveCall;
    /** `Span.id` in the original */
    id: number;
    original: Original | null;
    parent: string;
    recorder: Recorder;
    /** epoch microseconds */
    now(): number;
    bounds: { timeoutMs: number; signal: AbortSignal };
  },
): Promise<ReplayCall> {
  const { simulator, operation } = call;
  const { name } = simulator.factory;
  const begun = await recorder.spanStart({
    ...bracketOf(original?.copied ?? null, now(), { source: name, operation }),
    parent_span_id: parent,
    repeats: id,
  });
  const ask = ({ whole }: Original): Promise<Result<object>> =>
    ports.simulations.simulate(
      simulator,
      {
        trace_id: job.replay_trace,
        original_trace: job.original_trace,
        operation,
        details: whole.details,
        idempotency_key: `${job.replay_trace}:${whole.id}`,
        traceparent: traceparentOf({ traceId: job.replay_trace, spanId: begun.span_id }),
      },
      bounds,
    );
  let answer = original === null ? swept(job) : await ask(original);
  // the connection broke: it may be there again, and the key keeps the work from being done twice
  if (original !== null && !answer.ok && isBroken(answer) && !bounds.signal.aborted)
    answer = await ask(original);
  const end = now();
  const turned_away = answer.ok ? undefined : turnedAwayOf(answer);
  const said = answer.ok ? {} : { code: codeOf(answer), error: answer.error };
  // where no answer came, nobody knows how it would have ended
  const differs = answer.ok ? call.failed : !call.failed || !isTheirs(answer);
  if (answer.ok) await recorder.spanEnd(begun, end);
  // the words of a failure that was there before are in its details already, in those of its program
  else await recorder.spanError(begun, end, differs ? said : undefined);
  return {
    factory: name,
    via: simulator.via,
    operation,
    span_id: begun.span_id,
    ok: answer.ok,
    differs,
    ...said,
    ...(turned_away === undefined ? {} : { turned_away }),
    duration_ms: (end - begun.start_us) / 1000,
  };
}

/** The begin of a span again, `atUs` in place of when it began. */
export function bracketOf(
  span: Span | null,
  atUs: number,
  named: { source: string; operation: string },
): NewBracket {
  if (span === null) return { ...named, start_us: atUs };
  return {
    ...named,
    start_us: atUs,
    task_uuid: span.task_uuid,
    details: copiedDetails(span, atUs - span.start_us),
  };
}

const isBroken = (refusal: Refusal): boolean =>
  refusal.code === "FACTORY_NOT_CONNECTED" && !isTheirs(refusal);

/** A factory's own code comes before ours for what it is. */
const codeOf = ({ code, details }: Refusal): string =>
  typeof details?.code === "string" ? details.code : code;

const swept = ({ original_trace }: ReplayJob): Refusal =>
  refuse("TRACE_NOT_FOUND", "the span was swept from the store while the replay ran", {
    trace_id: original_trace,
  });
