import clsx from "clsx";
import type { ReactNode } from "react";

/** Nothing here, and what to do about it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  className,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div
      className={clsx(
        "grid h-full place-content-center justify-items-center gap-2 p-8 text-center",
        className,
      )}
    >
      {icon && <div className="mb-1 text-ink-3 [&>svg]:size-7">{icon}</div>}
      <p className="font-semibold text-14">{title}</p>
      {children && <div className="max-w-sm text-balance text-ink-2">{children}</div>}
      {action && <div className="mt-2 flex gap-2">{action}</div>}
    </div>
  );
}
