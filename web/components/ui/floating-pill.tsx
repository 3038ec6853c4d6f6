import clsx from "clsx";
import type { ReactNode } from "react";

/** Floats over a list, in its middle: something is out of sight, and a press leads there. */
export function FloatingPill({
  at,
  onPress,
  children,
}: {
  at: "top" | "bottom";
  onPress: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      onClick={onPress}
      className={clsx(
        "absolute left-1/2 z-20 flex h-7 -translate-x-1/2 animate-overlay-in items-center gap-1.5 rounded-full bg-accent px-3 font-semibold text-12 text-accent-ink shadow-black/50 shadow-lg hover:brightness-110",
        at === "top" ? "top-2" : "bottom-3",
      )}
    >
      {children}
    </button>
  );
}
