/** What stands under `/api/traces/` and `/traces/` beside the traces themselves, and what has another meaning in a path. */
const taken: ReadonlySet<string> = new Set([
  ".",
  "..",
  "active",
  "activity",
  "compare",
  "live",
  "replay",
  "replays",
]);

/** Whether a trace of this name can be asked for: there is no address for some, they lead elsewhere. */
export const hasOwnAddress = (traceId: string): boolean => !taken.has(traceId);
