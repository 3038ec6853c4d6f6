import clsx from "clsx";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "../../../components/ui/number-format.ts";
import type { FacetValue } from "./facet-values.ts";

/** One value of a facet with its count, as a line to switch. */
export function FacetLine({ value, onToggle, children }: FacetSwitchProps & { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line of a list, drawn as one; a native box cannot be
    <button
      type="button"
      role="checkbox"
      aria-checked={value.on}
      data-roving
      tabIndex={-1}
      onClick={onToggle}
      className={clsx(
        "flex w-full items-center gap-1.5 rounded py-[3px] text-left",
        value.on ? "text-ink" : "text-ink-2 hover:text-ink",
      )}
    >
      {value.on && <Check aria-hidden className="size-3 shrink-0 text-accent" strokeWidth={3} />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <Count value={value} />
    </button>
  );
}

/** The same as a chip, for short words. */
export function FacetChip({ value, onToggle }: FacetSwitchProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a chip, drawn as one; a native box cannot be
    <button
      type="button"
      role="checkbox"
      aria-checked={value.on}
      data-roving
      tabIndex={-1}
      onClick={onToggle}
      title={`${value.count} patches`}
      className={clsx(
        "max-w-full truncate rounded-md border px-2 py-px text-12 leading-[18px]",
        value.on
          ? "tint-accent border-accent/40 text-ink"
          : "border-line text-ink-2 hover:border-ink-3/60 hover:text-ink",
      )}
    >
      {value.value}
    </button>
  );
}

interface FacetSwitchProps {
  value: FacetValue;
  onToggle: () => void;
}

function Count({ value }: { value: FacetValue }) {
  return (
    <span className="tabular shrink-0 font-medium font-mono text-12 text-ink-3">
      {formatCount(value.count)}
    </span>
  );
}
