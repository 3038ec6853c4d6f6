import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { TraceSummary } from "../../../../shared/models/span.ts";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { formatCount } from "../../../components/ui/number-format.ts";
import { Time } from "../../../components/ui/time.tsx";

export const isoOf = (us: number): string => new Date(us / 1000).toISOString();

/**
 * What there is to say of a trace as a whole. `tasks`: what its spans are for. `moved`: clocks of it were put right, so a list may tell another length.
 * `stored`: the server has it, so there may be patches of it.
 */
export function TraceFacts({
  trace,
  tasks,
  moved,
  stored,
}: {
  trace: TraceSummary;
  tasks: readonly string[];
  moved: boolean;
  stored: boolean;
}) {
  const end = trace.start_us + trace.duration_us;
  return (
    <dl className="grid grid-cols-[76px_minmax(0,1fr)] gap-x-2.5 gap-y-[5px]">
      <Line name="Trace" copy={trace.trace_id}>
        <span className="block truncate text-11" title={trace.trace_id}>
          {trace.trace_id}
        </span>
      </Line>
      <Line name="Window">
        <Time iso={isoOf(trace.start_us)} milliseconds /> → <Time iso={isoOf(end)} milliseconds />
      </Line>
      <Line name="Duration">
        {trace.status === "active" ? "running" : durationText(trace.duration_us)}
        {moved && <span className="text-yellow"> clocks put right</span>}
      </Line>
      <Line name="Spans">
        {formatCount(trace.spans)}
        {trace.errors > 0 && (
          <span className="text-red-ink">
            , {formatCount(trace.errors)} {trace.errors === 1 ? "error" : "errors"}
          </span>
        )}
      </Line>
      <Line name={trace.sources.length === 1 ? "Source" : "Sources"}>
        <FirstOf names={trace.sources} />
      </Line>
      {tasks.length > 0 && (
        <Line
          name={tasks.length === 1 ? "Task" : "Tasks"}
          {...(tasks.length === 1 ? { copy: tasks[0]! } : {})}
        >
          <FirstOf names={tasks} />
        </Line>
      )}
      {stored && (
        <Line name="Patches">
          <Link
            to="/patches"
            search={{ trace: trace.trace_id }}
            aria-label="Patches of this trace"
            className="rounded text-cyan underline-offset-2 hover:underline"
          >
            made in this trace
          </Link>
        </Line>
      )}
    </dl>
  );
}

function FirstOf({ names }: { names: readonly string[] }) {
  const more = names.length - 3;
  return `${names.slice(0, 3).join(", ")}${more > 0 ? ` and ${formatCount(more)} more` : ""}`;
}

export function Line({ name, copy, children }: { name: string; copy?: string; children: ReactNode }) {
  return (
    <div className="group col-span-2 grid grid-cols-subgrid">
      <dt className="text-ink-3">{name}</dt>
      <dd className="flex min-w-0 items-center font-mono text-12">
        <span className="line-clamp-3 min-w-0 break-words [overflow-wrap:anywhere]">{children}</span>
        {copy !== undefined && (
          <CopyButton
            text={copy}
            label={`Copy ${name.toLowerCase()}`}
            className="-my-1.5 ml-0.5 size-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [&>svg]:size-3"
          />
        )}
      </dd>
    </div>
  );
}
