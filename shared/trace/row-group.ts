import type { OperationLog } from "../models/span.ts";

/** The rows that one span is made of. `base` names it; `close` ended it; the rest happened in between. */
export interface RowGroup {
  base: OperationLog;
  close: OperationLog | null;
  between: OperationLog[];
}
