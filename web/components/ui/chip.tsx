import clsx from "clsx";
import type { ComponentProps } from "react";

/** A small toggle: pressed is drawn in the accent. */
export function Chip({
  pressed,
  className,
  ...rest
}: Omit<ComponentProps<"button">, "aria-pressed"> & { pressed: boolean }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      className={clsx(
        "inline-flex max-w-full items-center gap-1.5 rounded-md border px-2 py-px text-12 leading-[18px] transition-colors",
        pressed
          ? "border-accent/40 text-ink tint-accent"
          : "border-line text-ink-2 hover:border-ink-3/60 hover:text-ink",
        className,
      )}
      {...rest}
    />
  );
}
