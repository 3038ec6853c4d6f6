import type { ComponentProps } from "react";

/** The first letters of who is signed in. */
export function AccountButton({
  name,
  role,
  ...rest
}: ComponentProps<"button"> & { name: string; role: string }) {
  return (
    <button
      type="button"
      aria-label={`Account: ${name}, ${role}`}
      aria-haspopup="menu"
      className="grid size-8 place-items-center rounded-full border border-line bg-surface-2 font-semibold text-11 text-ink-2 uppercase hover:text-ink data-[state=open]:border-accent/50"
      {...rest}
    >
      {name.slice(0, 2)}
    </button>
  );
}
