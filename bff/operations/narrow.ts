import { isLogEvent } from "../../shared/models/is-log-event.ts";
import { mostLogEvents, oneOrMany } from "../../shared/operations/logs.ts";

/** Input that is already as its schema would leave it; null: the schema has to look. */
type Narrow = (raw: unknown) => object | null;

const narrowLogs: Narrow = (raw) => {
  const { items } = oneOrMany(raw);
  if (!Array.isArray(items) || items.length === 0 || items.length > mostLogEvents) return null;
  for (const item of items) if (!isLogEvent(item)) return null;
  return { items };
};

/** Operations that are called so often, or with so much, that their schema would be most of their cost. */
export const narrowers: Readonly<Record<string, Narrow | undefined>> = { "logs.record": narrowLogs };
