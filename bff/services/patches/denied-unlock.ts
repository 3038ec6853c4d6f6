import type { PatchBatch } from "../../../shared/models/patch-operation.ts";
import { type Refusal, refuse } from "../../../shared/result.ts";
import { mayUse } from "../../../shared/roles.ts";
import { type Caller, nameOf } from "../../ports/caller.ts";

/** Why this caller's batch may not name guards in `unlock`; null where it names none, or the caller is a reviewer. */
export function deniedUnlock({ unlock }: PatchBatch, caller: Caller): Refusal | null {
  const role = caller.identity?.role;
  if (unlock === undefined || (role !== undefined && mayUse(role, "reviewer"))) return null;
  return refuse(
    "FORBIDDEN",
    `unlocking a guard (${unlock.join(", ")}) needs the role "reviewer"; "${nameOf(caller)}" has "${role ?? "none"}"; send the batch without "unlock" and edit around the region, or have a reviewer send it`,
    { needs: "reviewer", has: role ?? null, unlock },
  );
}
