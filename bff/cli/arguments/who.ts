import type { PatchOperation } from "../../../shared/models/patch-operation.ts";
import type { whoFlags } from "./flags.ts";
import type { Flags } from "./parse-flags.ts";

/** The fields of a batch that say who asks and why, where they were given. */
export function batchFields(flags: Flags<typeof whoFlags>): Record<string, unknown> {
  const fields = {
    requester: flags.requester,
    reason: flags.reason,
    branch: flags.branch,
    orderId: flags["order-id"],
    traceId: flags["trace-id"],
    factory: flags.factory,
    phase: flags.phase,
    dryRun: flags["dry-run"],
    gitBranch: flags["git-branch"],
    unlock: flags.unlock,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The operations of a batch, all of them for the task that the command line names. */
export const forTask = (patches: readonly PatchOperation[], taskId: string | undefined): PatchOperation[] =>
  patches.map((patch) => (taskId === undefined ? patch : { ...patch, taskId }));
