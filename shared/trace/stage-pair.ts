/** Stages that open a span when they are logged by themselves, and those that close it. */
const pairs = [
  { opens: "request_received", closes: ["response_sent", "error"] },
  { opens: "before_rpc", closes: ["after_rpc", "error"] },
  { opens: "before_call", closes: ["after_call", "error"] },
  { opens: "replay_span_start", closes: ["replay_span_end", "replay_error"] },
  { opens: "replay_start", closes: ["replay_complete", "replay_abort"] },
] as const;

const opening: ReadonlySet<string> = new Set(pairs.map(({ opens }) => opens));
const closedBy = new Map<string, string[]>();
for (const { opens, closes } of pairs)
  for (const stage of closes) closedBy.set(stage, [...(closedBy.get(stage) ?? []), opens]);

export const opensSpan = (stage: string): boolean => opening.has(stage);
export const closesSpan = (stage: string): boolean => closedBy.has(stage);
/** The stages that a log of `closing` can end. */
export const opensClosedBy = (closing: string): readonly string[] => closedBy.get(closing) ?? [];
export const isFailure = (stage: string): boolean => stage === "error" || stage === "replay_error";
