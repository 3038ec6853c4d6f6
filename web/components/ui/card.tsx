import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

/** A framed part of a screen, its header on top; what is inside scrolls by itself. */
export function Card({ className, ...rest }: ComponentProps<"section">) {
  return (
    <section
      className={clsx(
        "flex min-h-0 min-w-0 flex-col overflow-hidden rounded-card border border-line bg-surface",
        className,
      )}
      {...rest}
    />
  );
}

export function CardHeader({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <header
      className={clsx(
        "flex h-[42px] shrink-0 items-center gap-2 border-line border-b px-3 font-semibold text-12",
        className,
      )}
    >
      {children}
    </header>
  );
}
