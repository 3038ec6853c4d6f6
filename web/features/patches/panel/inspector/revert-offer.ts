import type { PatchDetail } from "../../../../../shared/models/patch-record.ts";
import { mayUse, type Role } from "../../../../../shared/roles.ts";

/** Whether the screen offers to revert, and if not, the reason a person is told. The server decides for itself. */
export type RevertOffer = { offered: true } | { offered: false; why: string };

export function revertOffer(
  patch: Pick<PatchDetail, "status" | "diff_path" | "reverted_by">,
  role: Role | undefined,
): RevertOffer {
  if (patch.reverted_by !== null || patch.status === "reverted")
    return { offered: false, why: "This patch is already reverted." };
  if (patch.diff_path === null)
    return { offered: false, why: "Nothing was written, so there is nothing to revert." };
  if (role !== undefined && !mayUse(role, "reviewer"))
    return { offered: false, why: `Reverting needs the role reviewer; you are signed in as ${role}.` };
  return { offered: true };
}
