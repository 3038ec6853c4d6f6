import { Tooltip as Radix } from "radix-ui";
import { type ReactNode, useEffect } from "react";
import { Kbd } from "./kbd.tsx";

export type TooltipSide = "top" | "right" | "bottom" | "left";

/** The open tooltip of `anchor`. It stands at a stand-in of the same place and size, so that it can come late. */
export function TooltipBubble({
  id,
  anchor,
  text,
  keys,
  side,
  onKeep,
  onLeave,
  onClose,
}: {
  /** by it the anchor says what describes it */
  id: string;
  anchor: HTMLElement;
  text: ReactNode;
  keys: string | undefined;
  side: TooltipSide;
  /** the pointer is on the tooltip itself */
  onKeep: () => void;
  onLeave: () => void;
  onClose: () => void;
}) {
  useEffect(() => {
    addEventListener("scroll", onClose, { capture: true, passive: true });
    addEventListener("resize", onClose);
    return () => {
      removeEventListener("scroll", onClose, { capture: true });
      removeEventListener("resize", onClose);
    };
  }, [onClose]);
  const { left, top, width, height } = anchor.getBoundingClientRect();
  return (
    <Radix.Provider disableHoverableContent>
      <Radix.Root open onOpenChange={(open) => !open && onClose()}>
        <Radix.Portal>
          <Radix.Trigger asChild>
            <span aria-hidden className="pointer-events-none fixed" style={{ left, top, width, height }} />
          </Radix.Trigger>
        </Radix.Portal>
        <Radix.Portal>
          <Radix.Content
            id={id}
            side={side}
            sideOffset={6}
            collisionPadding={8}
            onPointerEnter={onKeep}
            onPointerLeave={onLeave}
            className="z-50 flex max-w-80 animate-overlay-in items-center gap-2 rounded-control border border-line bg-surface-2 px-2 py-1 text-12 text-ink shadow-lg shadow-black/40"
          >
            {text}
            {keys && <Kbd keys={keys} />}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
