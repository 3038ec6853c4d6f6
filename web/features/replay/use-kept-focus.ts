import { type RefObject, useEffect, useRef } from "react";

/**
 * What had the focus may go with the state that it belonged to: the button that starts, the one that stops. Then the box
 * around has it, so that keys go on from here and not from the top of the page. `state`: anew whenever that may be.
 */
export function useKeptFocus(box: RefObject<HTMLElement | null>, state: string): void {
  const held = useRef(false);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      held.current = target instanceof Node && box.current !== null && box.current.contains(target);
    };
    document.addEventListener("focusin", onFocus);
    return () => document.removeEventListener("focusin", onFocus);
  }, [box]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state is when to look
  useEffect(() => {
    if (held.current && document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, [box, state]);
}
