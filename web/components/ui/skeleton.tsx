import clsx from "clsx";

/** A grey bar where something is about to stand; give it width and height by class. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx("animate-shimmer rounded bg-line", className)} />;
}
