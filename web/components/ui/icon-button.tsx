import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { Tooltip } from "./tooltip.tsx";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** what it does: its accessible name, and its tooltip */
  label: string;
  /** shown in the tooltip beside the label */
  keys?: string;
  children: ReactNode;
}

/** A square button with an icon alone. */
export function IconButton({ label, keys, className, children, type = "button", ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type={type}
        aria-label={label}
        className={clsx(
          "inline-grid size-7 shrink-0 place-items-center rounded-control text-ink-2 transition-colors",
          "hover:bg-surface-2 hover:text-ink disabled:opacity-50 aria-pressed:bg-surface-2 aria-pressed:text-ink [&>svg]:size-4",
          className,
        )}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  );
}
