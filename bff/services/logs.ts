// Logs of other programs: one service an operation, named as in `shared/operations/logs.ts`.
import type { logOperations } from "../../shared/operations/logs.ts";
import { ok } from "../../shared/result.ts";
import type { ServicesOf } from "../operations/service.ts";

type Services = ServicesOf<typeof logOperations>;

export const recordLog: Services["recordLog"] = async ({ spans }, { items }, caller) => {
  const recorded = await spans.record(items, caller);
  if (!recorded.ok) return recorded;
  return ok({ trace_id: items[0]?.trace_id ?? caller.traceId, accepted: recorded.accepted });
};
