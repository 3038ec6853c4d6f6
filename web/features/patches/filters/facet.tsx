import { type ReactNode, useState } from "react";
import { FacetChip, FacetLine } from "./facet-switch.tsx";
import { type FacetValue, shortList } from "./facet-values.ts";

const SHORT = 6;

/** The values of one facet under its name; a long list shows its head until asked for the rest. */
export function Facet({
  name,
  values,
  as = "lines",
  draw = (value) => value,
  onToggle,
}: {
  name: string;
  values: readonly FacetValue[];
  as?: "lines" | "chips";
  draw?: (value: string) => ReactNode;
  onToggle: (value: string) => void;
}) {
  const [whole, setWhole] = useState(false);
  if (values.length === 0) return null;
  const { shown, left } = shortList(values, whole ? Number.POSITIVE_INFINITY : SHORT);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not lay out as a column
    <div role="group" aria-label={name}>
      <p aria-hidden className="mb-1 text-11 text-ink-3">
        {name}
      </p>
      <div className={as === "chips" ? "flex flex-wrap gap-[5px]" : ""}>
        {shown.map((value) =>
          as === "chips" ? (
            <FacetChip key={value.value} value={value} onToggle={() => onToggle(value.value)} />
          ) : (
            <FacetLine key={value.value} value={value} onToggle={() => onToggle(value.value)}>
              {draw(value.value)}
            </FacetLine>
          ),
        )}
      </div>
      {(left > 0 || whole) && (
        <button
          type="button"
          data-roving
          tabIndex={-1}
          onClick={() => setWhole(!whole)}
          className="mt-0.5 rounded text-11 text-ink-3 hover:text-ink"
        >
          {whole ? "Show fewer" : `${left} more`}
        </button>
      )}
    </div>
  );
}
