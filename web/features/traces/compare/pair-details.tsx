import { X } from "lucide-react";
import { CardHeader } from "../../../components/ui/card.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { JsonInspector } from "../details/json-inspector.tsx";
import { ChangedDetails } from "./changed-details.tsx";
import type { CompareModel } from "./compare-model.ts";
import { PairFacts } from "./pair-facts.tsx";
import { useSideSpan } from "./use-side-span.ts";

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
function pairTitle({ lines, withDetails }: CompareModel, pair: number): string {
  const kind = lines.kind[pair]!;
  return kind === "same" && !withDetails ? "In both" : titles[kind];
}

function Pair({ model, pair }: { model: CompareModel; pair: number }) {
  const { columns, a, b } = model;
  const [idA, idB] = [columns.a[pair]!, columns.b[pair]!];
  const [first, second] = [useSideSpan(a, idA), useSideSpan(b, idB)];
  const failed = [first, second].find(({ error }) => error !== null);
  if (failed?.error)
    return (
      <ErrorState
        title="These spans could not be read"
        message={failed.error.message}
        onRetry={failed.retry}
      />
    );
  if ((idA !== 0 && first.span === null) || (idB !== 0 && second.span === null))
    return (
      <div role="status" aria-label="Reading the spans" className="flex flex-col gap-2.5 p-3">
        <Skeleton className="h-3 w-4/5" />
        <Skeleton className="h-3 w-3/5" />
        <Skeleton className="h-3 w-full" />
      </div>
    );
  const [spanA, spanB] = [first.span, second.span];
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what has the focus
      tabIndex={0}
      aria-label="Both spans, side by side"
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
    >
      <PairFacts model={model} spanA={spanA} spanB={spanB} deviation={columns.deviation[pair]!} />
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
