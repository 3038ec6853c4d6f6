import type { replayOperations } from "../../../shared/operations/replays.ts";
import type { traceOperations } from "../../../shared/operations/traces.ts";
import { assertNever, ok, refuse } from "../../../shared/result.ts";
import type { ServicesOf } from "../../operations/service.ts";
import type { NotCompared } from "../../ports/trace-reader.ts";
import { unknownTrace } from "./unknown-trace.ts";

type Services = ServicesOf<typeof replayOperations>;
type TraceServices = ServicesOf<typeof traceOperations>;

export const compareTraces: Services["compareTraces"] = async ({ traces }, { a, b, details }) => {
  const found = await traces.compare(a, b, details);
  if (found.is !== "compared") return refused(found);
  const { is: _, ...answer } = found;
  return ok(answer);
};

export const getTracePrints: TraceServices["getTracePrints"] = async ({ traces }, { trace_id }) => {
  const found = await traces.prints(trace_id);
  if (found.is !== "printed") return refused(found);
  const { is: _, ...answer } = found;
  return ok(answer);
};

function refused(not: NotCompared) {
  switch (not.is) {
    case "unknown":
      return unknownTrace(not.trace_id);
    case "too-large": {
      const { trace_id, spans, most } = not;
      return refuse(
        "TRACE_TOO_LARGE",
        `the trace "${trace_id}" has ${spans} spans, and up to ${most} are compared: GET /api/traces/:trace_id?from_us=&to_us= reads a part of each, and what is in it can be compared by hand`,
        { trace_id, spans, most },
      );
    }
    default:
      return assertNever(not);
  }
}
