import type { LogEvent } from "../../../shared/models/log-event.ts";
import { ok, type Result } from "../../../shared/result.ts";
import type { SpanLog, SpanSender } from "../../ports/span-log.ts";
import { mostDetails } from "../spans/new-row.ts";
import type { OtlpSpan, ResourceSpans } from "./export-request.ts";
import { type Origin, originOf } from "./origin.ts";
import { toLogEvent } from "./to-log-event.ts";

/** A large request is written in parts, so that others get their turn; one that is sent again finds its parts. */
const mostAtOnce = 2000;
const mostReasons = 3;
/** JSON writes a byte as six characters at worst: below this, no details are too long. */
const smallRequest = Math.floor(mostDetails / 8);

/** What became of a request's spans: `rejected` of them are no spans, and `message` says why. */
export type Taken = Result<{ rejected: number; message: string }>;

/**
 * Stores the spans of a request of so many bytes. Answers once they are durable; refuses as the span log does. A span
 * whose details are too long is left out, so that it takes no others with it.
 */
export async function takeSpans(
  spans: SpanLog,
  { request, size }: { request: readonly ResourceSpans[]; size: number },
  from: SpanSender,
): Promise<Taken> {
  const events: LogEvent[] = [];
  const reasons = new Set<string>();
  let rejected = 0;
  const take = (span: OtlpSpan, origin: Origin): void => {
    const event = toLogEvent(span, origin);
    const why = typeof event === "string" ? event : size > smallRequest ? tooLong(event) : null;
    if (why === null) {
      events.push(event as LogEvent);
      return;
    }
    rejected += 1;
    if (reasons.size < mostReasons) reasons.add(`"${span.name.slice(0, 100)}": ${why}`);
  };
  for (const { resource, scopes } of request)
    for (const { scope, spans: ofScope } of scopes) {
      const origin = originOf(resource, scope);
      for (const span of ofScope) take(span, origin);
    }
  for (let at = 0; at < events.length; at += mostAtOnce) {
    const recorded = await spans.record(events.slice(at, at + mostAtOnce), from);
    if (!recorded.ok) return recorded;
  }
  return ok({ rejected, message: rejected === 0 ? "" : `not stored: ${[...reasons].join("; ")}` });
}

function tooLong({ details }: LogEvent): string | null {
  const { length } = JSON.stringify(details);
  return length > mostDetails
    ? `its attributes and events are ${length} characters of JSON; ${mostDetails} is the most`
    : null;
}
