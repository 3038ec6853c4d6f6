import { useMemo, useRef } from "react";

/**
 * Handlers for a Radix dialog that is opened by state and has no trigger of its own: Radix then leaves the focus
 * nowhere when it closes. `remember` where it was as the dialog opens; `giveBack` puts it there, if that is still on
 * the page and nobody has taken the focus elsewhere meanwhile, as a command that was chosen in the dialog may.
 */
export function useReturnedFocus() {
  const before = useRef<Element | null>(null);
  return useMemo(
    () => ({
      remember: () => {
        before.current = document.activeElement;
      },
      giveBack: (event: Event) => {
        event.preventDefault();
        const { activeElement } = document;
        const elsewhere = activeElement !== null && !activeElement.contains(before.current);
        if (elsewhere || !(before.current instanceof HTMLElement)) return;
        before.current.focus({ preventScroll: true });
      },
    }),
    [],
  );
}
