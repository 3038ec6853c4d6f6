import clsx from "clsx";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { escapeCloses } from "./escape-closes.ts";

/**
 * A side panel over the page, for narrow windows. Esc and a click outside close it. What is marked
 * `data-autofocus` inside has the focus first.
 */
export function Drawer({
  open,
  onOpenChange,
  title,
  side = "right",
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** for screen readers; the content draws its own header */
  title: string;
  side?: "left" | "right";
  children: ReactNode;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-30 animate-overlay-in bg-black/60" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            const first = (event.currentTarget as HTMLElement).querySelector<HTMLElement>("[data-autofocus]");
            if (first === null) return;
            event.preventDefault();
            first.focus();
          }}
          onKeyDown={escapeCloses(() => onOpenChange(false))}
          className={clsx(
            "fixed inset-y-0 z-30 flex min-h-0 flex-col bg-surface shadow-2xl shadow-black/60 outline-none",
            side === "right"
              ? "right-0 w-[min(560px,calc(100vw-40px))] animate-drawer-right border-line border-l"
              : "left-0 w-[min(280px,calc(100vw-40px))] animate-drawer-left border-line border-r",
          )}
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
