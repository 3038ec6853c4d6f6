import { type ComponentProps, type ReactNode, useId } from "react";

/** A field of the form, with what is to be known of it, or what is wrong with it, right below. */
export function SecretField({
  label,
  error,
  hint,
  ...input
}: ComponentProps<"input"> & { label: string; error: string | undefined; hint?: ReactNode }) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-12 text-ink-2">
        {label}
      </label>
      <input
        id={id}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-more`}
        className="h-8 min-w-0 rounded-control border border-line bg-surface-2 px-2.5 font-mono text-12 text-ink placeholder:text-ink-3 aria-invalid:border-red/60"
        {...input}
      />
      <p id={`${id}-more`} className="wrap-anywhere text-11 text-ink-2">
        {error === undefined ? hint : <span className="text-red-ink">{error}</span>}
      </p>
    </div>
  );
}
