import { type RefObject, useLayoutEffect, useState } from "react";
import { characterWidth } from "./block-height.ts";
import type { DiffViewMode } from "./diff-blocks.ts";

/** How many characters of code fit on a line of one side of `element`, kept up with its width. */
export function useColumns(
  element: RefObject<HTMLElement | null>,
  view: DiffViewMode,
  digits: number,
): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return;
    setWidth(watched.clientWidth);
    const observer = new ResizeObserver(() => setWidth(watched.clientWidth));
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element]);
  const sides = view === "split" ? 2 : 1;
  const numbers = view === "split" ? 1 : 2;
  const text = width / sides - numbers * (digits * characterWidth + 13) - 16 - 12;
  return Math.max(10, Math.floor(text / characterWidth));
}
