import clsx from "clsx";
import { DropdownMenu as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { escapeCloses } from "./escape-closes.ts";
import { Kbd } from "./kbd.tsx";
import { unlessTaken } from "./unless-taken.ts";

/** A menu that opens from `trigger` (one element that takes a ref). `onClosed` runs once that has the focus back. */
export function Menu({
  trigger,
  side = "bottom",
  align = "end",
  defaultOpen = false,
  onClosed,
  children,
}: {
  trigger: ReactNode;
  side?: "right" | "bottom";
  align?: "start" | "end";
  defaultOpen?: boolean;
  onClosed?: () => void;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(defaultOpen);
  return (
    <Radix.Root modal={false} open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onKeyDown={escapeCloses(() => setOpen(false))}
          onCloseAutoFocus={(event) => {
            unlessTaken(event);
            if (onClosed) queueMicrotask(onClosed);
          }}
          className="z-50 min-w-44 animate-overlay-in rounded-card border border-line bg-surface-2 p-1 shadow-black/50 shadow-xl"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({
  onSelect,
  keys,
  danger = false,
  disabled = false,
  children,
}: {
  onSelect: () => void;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <Radix.Item
      disabled={disabled}
      onSelect={onSelect}
      className={clsx(
        "flex h-7 items-center gap-2 rounded-md px-2 text-12 outline-none data-disabled:opacity-50 data-highlighted:bg-line [&>svg]:size-3.5 [&>svg]:text-ink-2",
        danger ? "text-red-ink" : "text-ink",
      )}
    >
      {children}
      {keys && (
        <span className="ml-auto pl-4">
          <Kbd keys={keys} />
        </span>
      )}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 py-1 text-11 text-ink-2">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
