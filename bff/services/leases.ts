// Leases: one service an operation, named as in `shared/operations/leases.ts`.
import type { leaseOperations } from "../../shared/operations/leases.ts";
import { refuse } from "../../shared/result.ts";
import { mayUse } from "../../shared/roles.ts";
import type { ServicesOf } from "../operations/service.ts";
import { nameOf } from "../ports/caller.ts";

type Services = ServicesOf<typeof leaseOperations>;

export const listLeases: Services["listLeases"] = ({ workspace }) => workspace.leases.list();

export const takeLease: Services["takeLease"] = ({ workspace }, input, caller) =>
  workspace.leases.take({
    ...input,
    requester: input.requester ?? nameOf(caller),
    trace_id: caller.traceId,
  });

export const releaseLease: Services["releaseLease"] = async ({ workspace }, input, caller) => {
  const role = caller.identity?.role;
  if (input.force && (role === undefined || !mayUse(role, "reviewer")))
    return refuse(
      "FORBIDDEN",
      `a lease is taken from its task by force only by a reviewer, and "${nameOf(caller)}" is none; leave force out and name the task that holds it (task_id), or wait until it ends`,
      { needs: "reviewer", has: role ?? null },
    );
  return workspace.leases.release({
    ...input,
    requester: input.requester ?? nameOf(caller),
    trace_id: caller.traceId,
  });
};
