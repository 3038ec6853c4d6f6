import type { replayOperations } from "../../../shared/operations/replays.ts";
import { assertNever, ok, refuse } from "../../../shared/result.ts";
import type { ServicesOf } from "../../operations/service.ts";
import { unknownTrace } from "./unknown-trace.ts";

type Services = ServicesOf<typeof replayOperations>;

export const compareTraces: Services["compareTraces"] = async ({ traces }, { a, b }) => {
  const found = await traces.compare(a, b);
  switch (found.is) {
    case "compared": {
      const { is: _, ...answer } = found;
      return ok(answer);
    }
    case "unknown":
      return unknownTrace(found.trace_id);
    case "too-large": {
      const { trace_id, spans, most } = found;
      return refuse(
        "TRACE_TOO_LARGE",
        `the trace "${trace_id}" has ${spans} spans, and up to ${most} are compared: GET /api/traces/:trace_id?from_us=&to_us= reads a part of each, and what is in it can be compared by hand`,
        { trace_id, spans, most },
      );
    }
    default:
      return assertNever(found);
  }
};
