import { z } from "zod";
import { PatchId } from "../../../shared/models/patch-operation.ts";

/** What the address of the Custody screen holds; a part that makes no sense is left out. */
export const CustodySearch = z.object({
  /** those that are closed as well; left out: the open ones */
  show: z.literal("all").optional().catch(undefined),
  /** how the diff is drawn; left out: unified */
  diff: z.literal("split").optional().catch(undefined),
  /** the edit that is open */
  edit: PatchId.optional().catch(undefined),
});
export type CustodySearch = z.output<typeof CustodySearch>;
