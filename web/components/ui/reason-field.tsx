import { useId } from "react";

/** Where a person says why. `label` says where the words are kept. */
export function ReasonField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (reason: string) => void;
}) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-12 text-ink-2">
        {label}
      </label>
      <textarea
        id={id}
        value={value}
        rows={2}
        maxLength={2000}
        onChange={(event) => onChange(event.target.value)}
        className="resize-none rounded-control border border-line bg-surface-2 px-2.5 py-1.5 outline-offset-0"
      />
    </div>
  );
}
