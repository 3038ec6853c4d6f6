import { TriangleAlert } from "lucide-react";
import type { Span } from "../../../../shared/models/span.ts";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { markWords } from "../waterfall/mark-words.ts";
import { JsonInspector } from "./json-inspector.tsx";
import { knownFacts } from "./known-facts.ts";
import { Line } from "./trace-facts.tsx";

/** One span whole. `traceStart`: epoch microseconds that its begin is told from. */
export function SpanDetails({ span, traceStart }: { span: Span; traceStart: number }) {
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[76px_minmax(0,1fr)] gap-x-2.5 gap-y-[5px]">
        <Line name="Operation" copy={span.operation}>
          {span.operation}
        </Line>
        <Line name="Source">{span.source}</Line>
        <Line name="Stage">{span.stage}</Line>
        <Line name="Begins">
          +{durationText(Math.max(0, span.start_us + (span.shifted_us ?? 0) - traceStart))}
        </Line>
        <Line name="Duration">{span.duration_us === null ? "running" : durationText(span.duration_us)}</Line>
        {span.status === "error" && (
          <Line name="Status">
            <span className="text-red-ink">error</span>
          </Line>
        )}
        {span.span_id !== null && (
          <Line name="Span id" copy={span.span_id}>
            {span.span_id}
          </Line>
        )}
        {span.task_uuid !== null && (
          <Line name="Task" copy={span.task_uuid}>
            {span.task_uuid}
          </Line>
        )}
        {knownFacts(span.details).map(({ name, value }) => (
          <Line key={name} name={name} copy={value}>
            {value}
          </Line>
        ))}
      </dl>
      {span.marks.length > 0 && (
        <ul className="flex flex-col gap-1 rounded-md border border-yellow/30 px-2.5 py-1.5 text-12 text-yellow">
          {span.marks.map((mark) => (
            <li key={mark} className="flex items-start gap-1.5">
              <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
              {markWords[mark]}
              {mark === "skew" && span.shifted_us !== undefined && ` by ${durationText(span.shifted_us)}`}
            </li>
          ))}
        </ul>
      )}
      <div>
        <div className="mb-1 flex items-center">
          <h4 className="flex-1 text-11 text-ink-3">Details</h4>
          <CopyButton
            text={() => JSON.stringify(span.details, null, 2)}
            label="Copy the details as JSON"
            className="-my-1 size-6 [&>svg]:size-3"
          />
        </div>
        <JsonInspector value={span.details} label="Details" />
      </div>
      {span.events.length > 0 && (
        <div>
          <h4 className="mb-1 text-11 text-ink-3">Events</h4>
          <ol className="flex flex-col gap-2">
            {span.events.slice(0, 100).map((event, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: events have no id and never reorder
              <li key={at}>
                <p className="flex gap-2 font-mono text-12">
                  <span className="tabular text-ink-3">
                    +{durationText(Math.max(0, event.at_us - span.start_us))}
                  </span>
                  <span className="min-w-0 break-words">{event.name}</span>
                </p>
                {Object.keys(event.details).length > 0 && (
                  <JsonInspector value={event.details} label={`Details of ${event.name}`} />
                )}
              </li>
            ))}
          </ol>
          {span.events.length > 100 && (
            <p className="mt-1 text-12 text-ink-3">
              {span.events.length - 100} more are in the JSON download.
            </p>
          )}
        </div>
      )}
    </div>
  );
}
