import { useSyncExternalStore } from "react";

/** The same width as the breakpoint `wide` of the styles: below it the side panels are drawers. */
const wide = globalThis.matchMedia?.("(min-width: 56.25rem)");

export function useIsWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      wide.addEventListener("change", changed);
      return () => wide.removeEventListener("change", changed);
    },
    () => wide.matches,
  );
}
