import { z } from "zod";
import { TraceId } from "./span.ts";

/**
 * What a live replay asks of a factory, as `SimOps.simulateOperation` over RPC, as the body over HTTP, and as the
 * payload of `simulate_operation` on its socket (there with a `request_id`). It is to do the operation again without a
 * side effect and to log its spans under `trace_id`, below the span of `traceparent`. The same `idempotency_key` is to
 * get the same answer: whoever asks again has lost the first.
 */
export const SimulateCall = z.object({
  trace_id: TraceId,
  original_trace: TraceId,
  operation: z.string(),
  details: z.record(z.string(), z.unknown()),
  idempotency_key: z.string(),
  traceparent: z.string().nullable(),
});
export type SimulateCall = z.infer<typeof SimulateCall>;

/** What a factory answers: fields of its own, or why it could not. */
export const SimulateAnswer = z.union([
  z.looseObject({ ok: z.literal(true) }),
  z.looseObject({
    ok: z.literal(false),
    error: z.string().max(10_000),
    code: z.string().max(200).optional(),
  }),
]);
export type SimulateAnswer = z.infer<typeof SimulateAnswer>;

/** `simulate_result`, from a factory's socket: the answer to the `simulate_operation` of this `request_id`. */
export const SimulateResult = z.object({ request_id: z.string().min(1).max(200), answer: SimulateAnswer });
