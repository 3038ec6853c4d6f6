import { Slot } from "radix-ui";
import {
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
  Suspense,
  useEffect,
  useId,
  useState,
} from "react";
import { useStore } from "zustand";
import { lazyPart, Nothing } from "./lazy-part.tsx";
import type { TooltipSide } from "./tooltip-bubble.tsx";
import { hideTooltip, hideTooltipSoon, openTooltip, showTooltip, showTooltipSoon } from "./tooltip-timing.ts";

const TooltipBubble = lazyPart(
  () => import("./tooltip-bubble.tsx").then((file) => file.TooltipBubble),
  Nothing,
);

/**
 * `children` is one element; an empty `text` shows nothing. What draws and places a tooltip is loaded with the first
 * one that is shown: it weighs as much as the list of patches.
 */
export function Tooltip({
  text,
  keys,
  side = "bottom",
  children,
}: {
  text: ReactNode;
  keys?: string;
  side?: TooltipSide;
  children: ReactNode;
}) {
  const id = useId();
  const tipId = `${id}tip`;
  const open = useStore(openTooltip, (state) => state.id === id);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useEffect(() => () => hideTooltip(id), [id]);
  if (!text) return children;
  return (
    <>
      <Slot.Root
        aria-describedby={open ? tipId : undefined}
        onPointerEnter={(event: PointerEvent<HTMLElement>) => {
          if (event.pointerType === "touch") return;
          setAnchor(event.currentTarget);
          showTooltipSoon(id);
        }}
        onPointerLeave={() => hideTooltipSoon(id)}
        onPointerDown={() => hideTooltip(id)}
        onFocus={(event: FocusEvent<HTMLElement>) => {
          if (!event.currentTarget.matches(":focus-visible")) return;
          setAnchor(event.currentTarget);
          showTooltip(id);
        }}
        onBlur={() => hideTooltip(id)}
      >
        {children}
      </Slot.Root>
      {open && anchor && (
        <Suspense>
          <TooltipBubble
            id={tipId}
            anchor={anchor}
            text={text}
            keys={keys}
            side={side}
            onKeep={() => showTooltip(id)}
            onLeave={() => hideTooltipSoon(id)}
            onClose={() => hideTooltip(id)}
          />
        </Suspense>
      )}
    </>
  );
}
