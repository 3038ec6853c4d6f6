import type { OperationLog } from "../models/span.ts";

/** Rows of a trace with the same key may be parts of one span: the sender's id, else source and operation. */
export const rowKey = ({
  span_id,
  source,
  operation,
}: Pick<OperationLog, "span_id" | "source" | "operation">): string =>
  span_id === null ? `${source}\n${operation}` : `\n${span_id}`;
