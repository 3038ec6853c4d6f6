import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { type ListItem, nextPatchLine } from "./list/list-items.ts";
import type { PatchUrl } from "./use-patch-url.ts";

/** Holding a key down passes over many patches; the panel follows when it rests. */
const FOLLOW_MS = 140;

/**
 * The patch that the keys stand on. It begins at the selected one, moves by `step`, and takes an open panel along.
 */
export function useActivePatch(
  items: readonly ListItem[],
  url: PatchUrl,
  gridRef: RefObject<HTMLDivElement | null>,
  reveal: RefObject<((line: number) => void) | null>,
) {
  const selected = url.search.patch;
  const [activeId, setActiveId] = useState<string | null>(selected ?? null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (selected !== undefined) setActiveId(selected);
    // who closes the panel does not want it to come back
    else clearTimeout(timer.current);
  }, [selected]);

  const lineOf = (id: string | null) => items.findIndex(({ key }) => key === id);

  const goTo = (line: number) => {
    const item = items[line];
    if (item?.is !== "patch") return;
    setActiveId(item.key);
    // the head of its group comes along where there is one, so that a first row is not half a story
    reveal.current?.(items[line - 1]?.is === "group" ? line - 1 : line);
    reveal.current?.(line);
    gridRef.current?.focus({ preventScroll: true });
    clearTimeout(timer.current);
    if (selected !== undefined && item.key !== selected)
      timer.current = setTimeout(() => url.follow(item.key), FOLLOW_MS);
  };

  return {
    activeId: lineOf(activeId) >= 0 ? activeId : null,
    move: (step: 1 | -1) => goTo(nextPatchLine(items, lineOf(activeId), step)),
    toEnd: (end: "first" | "last") =>
      goTo(end === "first" ? nextPatchLine(items, -1, 1) : nextPatchLine(items, items.length, -1)),
    open: () => {
      clearTimeout(timer.current);
      if (activeId !== null && lineOf(activeId) >= 0) url.open(activeId);
    },
    openAt: useCallback(
      (id: string) => {
        clearTimeout(timer.current);
        setActiveId(id);
        url.open(id);
      },
      [url.open],
    ),
  };
}
