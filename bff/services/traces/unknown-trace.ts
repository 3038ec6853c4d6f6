import { type Refusal, refuse } from "../../../shared/result.ts";

export const unknownTrace = (traceId: string): Refusal =>
  refuse(
    "TRACE_NOT_FOUND",
    `no span of the trace "${traceId}" is known here: GET /api/traces lists the traces that are. It may be older than spans are kept, or whoever made it does not send here`,
    { trace_id: traceId },
  );
