import { useMemo, useState } from "react";
import { type DetailChange, detailChanges } from "../../../../shared/trace/details-diff.ts";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { formatCount } from "../../../components/ui/number-format.ts";
import { pathText, valueText } from "./detail-text.ts";

/** Differences that are listed; the rest is in the downloads of both traces. */
const MOST = 200;

/** Where the details of two spans differ: each place, what stood there and what stands there. */
export function ChangedDetails({ before, after }: { before: unknown; after: unknown }) {
  const changes = useMemo(() => detailChanges(before, after, MOST + 1), [before, after]);
  return (
    <section aria-label="Details">
      <div className="mb-1.5 flex items-center">
        <h3 className="flex-1 text-11 text-ink-3">Details</h3>
        {changes.length > 0 && (
          <CopyButton
            text={() => JSON.stringify(changes.slice(0, MOST), null, 2)}
            label="Copy the differences as JSON"
            className="-my-1 size-6 [&>svg]:size-3"
          />
        )}
      </div>
      {changes.length === 0 ? (
        <p className="text-12 text-ink-2">The details of both are the same.</p>
      ) : (
        <ul className="flex flex-col gap-2.5 font-mono text-12 leading-[18px]">
          {changes.slice(0, MOST).map((change) => (
            <li key={pathText(change.path)}>
              <Change change={change} />
            </li>
          ))}
        </ul>
      )}
      {changes.length > MOST && (
        <p className="mt-2 text-12 text-ink-3">
          They differ in more than {MOST} places; the first {MOST} are listed.
        </p>
      )}
    </section>
  );
}

function Change({ change }: { change: DetailChange }) {
  return (
    <>
      <p className="break-words text-cyan [overflow-wrap:anywhere]">{pathText(change.path)}</p>
      {change.kind !== "added" && <Value sign="−" name="before" value={change.before} tone="text-red-ink" />}
      {change.kind !== "removed" && <Value sign="+" name="after" value={change.after} tone="text-green" />}
    </>
  );
}

function Value({ sign, name, value, tone }: { sign: string; name: string; value: unknown; tone: string }) {
  const [whole, setWhole] = useState(false);
  const { text, more } = useMemo(() => valueText(value, whole), [value, whole]);
  return (
    <div className="flex gap-1.5">
      <span aria-hidden className={tone}>
        {sign}
      </span>
      <span className="sr-only">{name}: </span>
      <span className={`min-w-0 whitespace-pre-wrap break-words [overflow-wrap:anywhere] ${tone}`}>
        {text}
        {more > 0 && (
          <button
            type="button"
            onClick={() => setWhole(true)}
            className="ml-1.5 rounded text-cyan underline underline-offset-2"
          >
            {formatCount(more)} more letters
          </button>
        )}
      </span>
    </div>
  );
}
