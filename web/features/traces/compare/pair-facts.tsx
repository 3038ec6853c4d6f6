import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Span } from "../../../../shared/models/span.ts";
import { deviationText } from "../../../../shared/trace/comparison-lines.ts";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import type { ComparedSide, CompareModel } from "./compare-model.ts";

/** What is known of both spans of a pair, a line each; what differs and means something is red. Null: it is not there. */
export function PairFacts({
  model: { a, b },
  spanA,
  spanB,
  deviation,
}: {
  model: CompareModel;
  spanA: Span | null;
  spanB: Span | null;
  deviation: number | null;
}) {
  const both = (name: string, of: (span: Span, side: ComparedSide) => string, after?: ReactNode) => ({
    name,
    one: spanA && of(spanA, a),
    other: spanB && of(spanB, b),
    after,
  });
  const off = deviation !== null && deviation !== 0 && spanA !== null && spanB !== null;
  const rows = [
    both("Operation", (span) => span.operation),
    both("Source", (span) => span.source),
    both("Stage", (span) => span.stage),
    both("Begins", beginText),
    both("Duration", lengthText, off ? ` ${deviationText(deviation)}` : ""),
    both("Status", ({ status }) => status),
    both("Task", ({ task_uuid }) => task_uuid ?? "none"),
    both("Span id", ({ span_id }) => span_id ?? "none"),
  ];
  // ids are never the same, and say nothing by that
  const tells = (name: string) => name !== "Span id" && name !== "Begins" && name !== "Stage";
  return (
    <table className="w-full table-fixed border-line border-b text-12">
      <thead>
        <tr className="text-left text-11 text-ink-3">
          <th scope="col" className="w-[88px] px-3 pt-2.5 pb-1 font-normal">
            <span className="sr-only">Fact</span>
          </th>
          <th scope="col" className="pt-2.5 pb-1 pr-2 font-normal">
            <InTrace side={a} span={spanA}>
              First
            </InTrace>
          </th>
          <th scope="col" className="pt-2.5 pb-1 pr-3 font-normal">
            <InTrace side={b} span={spanB}>
              Second
            </InTrace>
          </th>
        </tr>
      </thead>
      <tbody className="align-top">
        {rows.map(({ name, one, other, after }) => (
          <tr key={name} className="last:*:pb-3">
            <th scope="row" className="px-3 py-[3px] text-left font-normal text-ink-3">
              {name}
            </th>
            <td className="py-[3px] pr-2 font-mono break-words [overflow-wrap:anywhere]">
              <Fact text={one} />
            </td>
            <td
              className={`py-[3px] pr-3 font-mono break-words [overflow-wrap:anywhere] ${tells(name) && one !== null && other !== null && one !== other ? "text-red-ink" : ""}`}
            >
              <Fact text={other} after={after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Null: that trace does not have the span. */
function Fact({ text, after }: { text: string | null; after?: ReactNode }) {
  if (text === null)
    return (
      <span className="text-ink-3">
        <span aria-hidden>–</span>
        <span className="sr-only">not there</span>
      </span>
    );
  return (
    <span className="line-clamp-6" title={text.length > 100 ? text : undefined}>
      {text}
      {after}
    </span>
  );
}

function InTrace({ side, span, children }: { side: ComparedSide; span: Span | null; children: ReactNode }) {
  if (span === null) return children;
  return (
    <Link
      to="/traces/$traceId"
      params={{ traceId: side.trace.trace_id }}
      search={{ span: span.id, ...(side.file === null ? {} : { from: "file" as const }) }}
      className="rounded text-cyan underline-offset-2 hover:underline"
    >
      {children}
    </Link>
  );
}

const beginText = ({ start_us, shifted_us = 0 }: Span, { model, base }: ComparedSide): string =>
  `+${durationText(Math.max(0, start_us + shifted_us - model.skeleton.base_us - base))}`;

const lengthText = ({ duration_us }: Span): string =>
  duration_us === null ? "running" : durationText(duration_us);
