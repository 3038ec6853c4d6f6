import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";

/** One of a few, side by side; arrows move between them. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode }[];
  onChange: (value: Value) => void;
}) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      // an empty value is a press on the one that is on: it stays on
      onValueChange={(next) => next && onChange(next as Value)}
      className="inline-flex shrink-0 rounded-control border border-line"
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="h-[22px] px-2.5 font-medium text-12 text-ink-2 transition-colors first:rounded-l-md last:rounded-r-md hover:text-ink data-[state=on]:bg-surface-2 data-[state=on]:text-ink"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
