import { AlertDialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { escapeCloses } from "./escape-closes.ts";
import { useReturnedFocus } from "./use-returned-focus.ts";

/** Asks before something happens. Stays open while `busy`; the caller closes it when the deed is done. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  confirm,
  danger = false,
  busy = false,
  onConfirm,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  /** the words of the button that does it */
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  children?: ReactNode;
}) {
  const focus = useReturnedFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 grid animate-overlay-in place-items-center bg-black/60">
          <Radix.Content
            onOpenAutoFocus={focus.remember}
            onCloseAutoFocus={focus.giveBack}
            onKeyDown={escapeCloses(() => onOpenChange(false))}
            className="flex w-[min(460px,calc(100vw-32px))] animate-dialog-in flex-col gap-3 rounded-card border border-line bg-surface p-4 shadow-2xl shadow-black/60 outline-none"
          >
            <Radix.Title className="font-semibold text-14">{title}</Radix.Title>
            <Radix.Description asChild>
              <div className="text-ink-2">{description}</div>
            </Radix.Description>
            {children}
            <div className="mt-1 flex justify-end gap-2">
              <Radix.Cancel asChild>
                <Button>Cancel</Button>
              </Radix.Cancel>
              <Button variant={danger ? "danger" : "primary"} disabled={busy} onClick={onConfirm}>
                {confirm}
              </Button>
            </div>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
