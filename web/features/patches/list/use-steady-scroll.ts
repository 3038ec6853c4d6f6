import { type RefObject, useLayoutEffect, useRef } from "react";
import { LINE, type ListItem } from "./list-items.ts";

/**
 * Keeps the line that a reader looks at where it is when lines above it come or go. At the top of the list there
 * is nothing to keep: new lines are to be seen there.
 */
export function useSteadyScroll(
  scroller: RefObject<HTMLElement | null>,
  items: readonly ListItem[],
  away: boolean,
): void {
  const anchor = useRef<{ key: string; offset: number } | null>(null);
  const before = useRef(items);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const held = anchor.current;
    if (away && held !== null && before.current !== items) {
      const line = items.findIndex(({ key }) => key === held.key);
      if (line >= 0) {
        const top = line * LINE + held.offset;
        if (Math.abs(top - element.scrollTop) >= 1) element.scrollTop = top;
      }
    }
    before.current = items;
    const note = () => {
      const line = Math.floor(element.scrollTop / LINE);
      const item = before.current[line];
      anchor.current = item ? { key: item.key, offset: element.scrollTop - line * LINE } : null;
    };
    note();
    element.addEventListener("scroll", note, { passive: true });
    return () => element.removeEventListener("scroll", note);
  }, [scroller, items, away]);
}
