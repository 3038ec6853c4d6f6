import type { PlannedOperation } from "../../../../shared/patch/planned-operation.ts";

/** One planned operation with the id it gets. */
export interface Numbered {
  patchId: string;
  digest: string;
  planned: PlannedOperation;
  /** the patch that this one undoes */
  reverts?: string;
}
