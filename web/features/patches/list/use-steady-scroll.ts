import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { LINE, type ListItem } from "./list-items.ts";

/**
 * Keeps the line that a reader looks at where it is when lines above it come or go. At the top of the list there
 * is nothing to keep: new lines are to be seen there.
 *
 * The place is noted while scrolling and never read in between: asking for it after a change would make the browser
 * lay out the page at once, a thousand times a second where the stream is busy.
 */
export function useSteadyScroll(
  scroller: RefObject<HTMLElement | null>,
  items: readonly ListItem[],
  away: boolean,
): void {
  const anchor = useRef<{ key: string; line: number } | null>(null);
  const shown = useRef(items);

  useLayoutEffect(() => {
    const held = anchor.current;
    const element = scroller.current;
    const changed = shown.current !== items;
    shown.current = items;
    if (!changed || !away || held === null || element === null) return;
    const line = items.findIndex(({ key }) => key === held.key);
    if (line < 0 || line === held.line) return;
    anchor.current = { ...held, line };
    element.scrollTop += (line - held.line) * LINE;
  }, [scroller, items, away]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const note = () => {
      const line = Math.floor(element.scrollTop / LINE);
      const item = shown.current[line];
      anchor.current = item ? { key: item.key, line } : null;
    };
    element.addEventListener("scroll", note, { passive: true });
    return () => element.removeEventListener("scroll", note);
  }, [scroller]);
}
