import { ChevronDown, ChevronUp, Flag } from "lucide-react";
import type { ReactNode } from "react";
import type { DivergenceKind } from "../../../../shared/models/trace-comparison.ts";
import { Button } from "../../../components/ui/button.tsx";
import { CardHeader } from "../../../components/ui/card.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { formatCount } from "../../../components/ui/number-format.ts";
import type { CompareModel } from "./compare-model.ts";

const divergenceWords: Record<DivergenceKind, string> = {
  missing: "missing",
  added: "added",
  status: "ended otherwise",
  duration: "of another length",
};

/** How many spans are what to each other, where the traces part, and the way from difference to difference. */
export function CompareSummary({
  model,
  at,
  onStep,
  onFirst,
  children,
}: {
  model: CompareModel;
  /** pair that one stands on */
  at: number | null;
  onStep: (direction: 1 | -1) => void;
  onFirst: () => void;
  /** the search */
  children: ReactNode;
}) {
  const { columns, lines } = model;
  const { stops } = lines;
  const place = at === null ? -1 : stops.indexOf(at);
  const first = columns.first_divergence;
  return (
    <CardHeader className="h-auto min-h-[42px] flex-wrap py-1.5">
      <Counts model={model} />
      <span className="flex min-w-0 flex-1 basis-[520px] items-center gap-2">
        {first !== null && (
          <Button variant="ghost" size="sm" onClick={onFirst} className="-ml-2 min-w-0 shrink font-normal">
            <Flag aria-hidden className="size-3 shrink-0 text-yellow" />
            <span className="truncate">
              They part at <b className="font-mono font-semibold text-ink">{operationOf(model, first.at)}</b>,{" "}
              {divergenceWords[first.kind]}
            </span>
          </Button>
        )}
        <span className="flex-1" />
        {children}
        {stops.length > 0 && (
          <span className="flex shrink-0 items-center font-normal">
            <span role="status" className="tabular pr-1 font-mono text-11 text-ink-2">
              {place === -1
                ? `${formatCount(stops.length)} to see`
                : `${place + 1} of ${formatCount(stops.length)}`}
            </span>
            <IconButton label="Difference before" keys="p" onClick={() => onStep(-1)}>
              <ChevronUp />
            </IconButton>
            <IconButton label="Next difference" keys="n" onClick={() => onStep(1)}>
              <ChevronDown />
            </IconButton>
          </span>
        )}
      </span>
    </CardHeader>
  );
}

function operationOf({ lines, a, b }: CompareModel, pair: number): string {
  const [rowA, rowB] = [lines.rowA[pair]!, lines.rowB[pair]!];
  const { skeleton } = rowA === -1 ? b.model : a.model;
  return skeleton.operations[skeleton.operation[rowA === -1 ? rowB : rowA]!] ?? "a call";
}

function Counts({ model: { columns, withDetails } }: { model: CompareModel }) {
  const { matched, slower, faster, otherwise, missing, added, status, details } = columns.counts;
  const nothing = slower + faster + otherwise + missing + added + status === 0;
  const parts: ReactNode[] = [
    <Count
      key="matched"
      of={matched}
      name={matched === 1 ? "call matches" : "calls match"}
      tone="text-ink"
    />,
  ];
  if (slower > 0) parts.push(<Count key="slower" of={slower} name="slower" tone="text-red-ink" />);
  if (faster > 0) parts.push(<Count key="faster" of={faster} name="faster" tone="text-red-ink" />);
  if (otherwise > 0)
    parts.push(<Count key="otherwise" of={otherwise} name="of another length" tone="text-red-ink" />);
  if (status > 0) parts.push(<Count key="status" of={status} name="ended otherwise" tone="text-red-ink" />);
  if (missing > 0) parts.push(<Count key="missing" of={missing} name="missing" tone="text-yellow" />);
  if (added > 0) parts.push(<Count key="added" of={added} name="added" tone="text-yellow" />);
  if (details > 0)
    parts.push(<Count key="details" of={details} name="with other details" tone="text-ink-2" />);
  return (
    <section
      aria-label="Summary"
      className="flex min-w-0 flex-wrap items-baseline gap-x-3 font-normal text-ink-2"
    >
      {nothing && withDetails && (
        <span className="font-semibold text-green">
          {details > 0 ? "No difference but in details" : "No difference"}
        </span>
      )}
      {parts}
      {!withDetails && (
        <span role="status" className="whitespace-nowrap text-ink-2">
          comparing details…
        </span>
      )}
    </section>
  );
}

function Count({ of, name, tone }: { of: number; name: string; tone: string }) {
  return (
    <span className="whitespace-nowrap">
      <b className={`tabular font-mono font-semibold ${tone}`}>{formatCount(of)}</b> {name}
    </span>
  );
}
