import clsx from "clsx";
import type { ComponentProps } from "react";

export type ButtonVariant = "default" | "primary" | "ghost" | "danger";

const looks: Record<ButtonVariant, string> = {
  default: "border-line bg-surface-2 text-ink hover:border-ink-3/60",
  primary: "border-transparent bg-accent text-accent-ink hover:brightness-110",
  ghost: "border-transparent text-ink-2 hover:bg-surface-2 hover:text-ink",
  danger: "border-line text-red-ink hover:border-red/50 hover:tint-red",
};

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: ButtonVariant;
  size?: "sm" | "md";
}

/** A button is `type="button"` unless it says otherwise, so that none submits a form by accident. */
export function Button({
  variant = "default",
  size = "md",
  className,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={clsx(
        "inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-control border font-semibold text-12 transition-colors",
        "disabled:opacity-50 disabled:pointer-events-none aria-disabled:opacity-50",
        size === "md" ? "h-7 px-2.5" : "h-6 px-2",
        looks[variant],
        className,
      )}
      {...rest}
    />
  );
}
