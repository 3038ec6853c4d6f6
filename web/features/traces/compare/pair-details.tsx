import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import type { Span } from "../../../../shared/models/span.ts";
import { deviationText } from "../../../../shared/trace/comparison-lines.ts";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { CardHeader } from "../../../components/ui/card.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { JsonInspector } from "../details/json-inspector.tsx";
import { spanQuery } from "../trace-queries.ts";
import { ChangedDetails } from "./changed-details.tsx";
import type { ComparedSide, CompareModel } from "./compare-model.ts";

/** Both spans of a pair side by side, and where their details differ. */
export function PairDetails({
  model,
  pair,
  onClose,
}: {
  model: CompareModel;
  /** null: none is open */
  pair: number | null;
  onClose: () => void;
}) {
  return (
    <aside aria-label="Both spans" className="flex h-full min-h-0 flex-col">
      <CardHeader>
        <h2 className="flex-1">{pair === null ? "Spans" : pairTitle(model, pair)}</h2>
        {pair !== null && (
          <IconButton label="Close" keys="Esc" onClick={onClose} className="-mr-1.5">
            <X />
          </IconButton>
        )}
      </CardHeader>
      {pair === null ? (
        <p className="p-3 text-12 text-ink-3">
          Select a line to see both spans side by side. Red is what took more than a tenth longer or shorter,
          or ended otherwise.
        </p>
      ) : (
        <Pair key={pair} model={model} pair={pair} />
      )}
    </aside>
  );
}

const titles = {
  missing: "Missing in the second",
  added: "Only in the second",
  status: "Ended otherwise",
  duration: "Took another time",
  details: "Other details",
  same: "The same in both",
} as const;
const pairTitle = (model: CompareModel, pair: number): string => titles[model.lines.kind[pair]!];

function Pair({ model, pair }: { model: CompareModel; pair: number }) {
  const { columns, a, b } = model;
  const [idA, idB] = [columns.a[pair]!, columns.b[pair]!];
  const first = useQuery({ ...spanQuery(a.trace.trace_id, idA), enabled: idA !== 0 });
  const second = useQuery({ ...spanQuery(b.trace.trace_id, idB), enabled: idB !== 0 });
  const failed = [first, second].find(({ error }) => error !== null);
  if (failed?.error)
    return (
      <ErrorState
        title="These spans could not be read"
        message={failed.error.message}
        onRetry={() => void failed.refetch()}
      />
    );
  if ((idA !== 0 && !first.data) || (idB !== 0 && !second.data))
    return (
      <div role="status" aria-label="Reading the spans" className="flex flex-col gap-2.5 p-3">
        <Skeleton className="h-3 w-4/5" />
        <Skeleton className="h-3 w-3/5" />
        <Skeleton className="h-3 w-full" />
      </div>
    );
  const spanA = (first.data?.span as Span | undefined) ?? null;
  const spanB = (second.data?.span as Span | undefined) ?? null;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what has the focus
      tabIndex={0}
      aria-label="Both spans, side by side"
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
    >
      <Facts model={model} spanA={spanA} spanB={spanB} deviation={columns.deviation[pair]!} />
      <div className="p-3">
        {spanA !== null && spanB !== null ? (
          <ChangedDetails before={spanA.details} after={spanB.details} />
        ) : (
          <>
            <h3 className="mb-1 text-11 text-ink-3">Details</h3>
            <JsonInspector value={(spanA ?? spanB)!.details} label="Details" />
          </>
        )}
      </div>
    </section>
  );
}

function Facts({
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
      search={{ span: span.id }}
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
