import clsx from "clsx";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { escapeCloses } from "./escape-closes.ts";
import { IconButton } from "./icon-button.tsx";
import { useReturnedFocus } from "./use-returned-focus.ts";

const sizes = {
  sm: "w-[min(440px,calc(100vw-32px))] max-h-[calc(100vh-64px)]",
  md: "w-[min(640px,calc(100vw-32px))] max-h-[calc(100vh-64px)]",
  full: "h-[calc(100vh-32px)] w-[calc(100vw-32px)]",
};

/**
 * A modal with its title and close button. Focus is held inside, Esc closes, and focus returns to where it was.
 * `description` is read out with the title. `bare` leaves out the header, for content that draws its own; the
 * title is then for screen readers only. `onClosed` runs once the focus is back.
 */
export function Dialog({
  open,
  onOpenChange,
  onClosed,
  title,
  description,
  size = "md",
  bare = false,
  className,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onClosed?: () => void;
  title: string;
  description?: ReactNode;
  size?: keyof typeof sizes;
  bare?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const focus = useReturnedFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 grid animate-overlay-in place-items-center bg-black/60">
          <Radix.Content
            {...(description ? {} : { "aria-describedby": undefined })}
            // what is marked or written into has the focus, else the dialog: not its close button, which comes first
            onOpenAutoFocus={(event) => {
              focus.remember();
              const content = event.currentTarget as HTMLElement;
              const marked = content.querySelector<HTMLElement>("[data-autofocus]");
              if (marked === null && content.querySelector("input, textarea")) return;
              event.preventDefault();
              (marked ?? content).focus();
            }}
            onCloseAutoFocus={(event) => {
              focus.giveBack(event);
              if (onClosed) queueMicrotask(onClosed);
            }}
            onKeyDown={escapeCloses(() => onOpenChange(false))}
            className={clsx(
              "flex animate-dialog-in flex-col overflow-hidden rounded-card border border-line bg-surface shadow-2xl shadow-black/60 outline-none",
              sizes[size],
              className,
            )}
          >
            {bare ? (
              <Radix.Title className="sr-only">{title}</Radix.Title>
            ) : (
              <header className="flex items-center gap-2 border-line border-b py-1.5 pr-1.5 pl-4">
                <Radix.Title className="flex-1 font-semibold text-13">{title}</Radix.Title>
                <Radix.Close asChild>
                  <IconButton label="Close">
                    <X />
                  </IconButton>
                </Radix.Close>
              </header>
            )}
            {description && (
              <Radix.Description className={bare ? "sr-only" : "px-4 pt-3 text-ink-2"}>
                {description}
              </Radix.Description>
            )}
            {children}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
