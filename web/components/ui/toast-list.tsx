import { CircleCheck, CircleX, Info, X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { useStore } from "zustand";
import { IconButton } from "./icon-button.tsx";
import { dismissToast, type Toast, toastStore } from "./toast.ts";

const icons = {
  info: <Info className="text-cyan" />,
  success: <CircleCheck className="text-green" />,
  error: <CircleX className="text-red-ink" />,
} satisfies Record<Toast["tone"], unknown>;

/** The toasts on show. F8 moves the focus to them. */
export function ToastList() {
  const toasts = useStore(toastStore, (state) => state.toasts);
  return (
    <Radix.Provider label="Notice">
      {toasts.map((entry) => (
        <Radix.Root
          key={entry.id}
          type={entry.tone === "error" ? "foreground" : "background"}
          duration={entry.tone === "error" ? 12_000 : 6_000}
          onOpenChange={(open) => !open && dismissToast(entry.id)}
          className="flex animate-dialog-in items-start gap-2.5 rounded-card border border-line bg-surface-2 py-2 pr-1.5 pl-3 shadow-black/50 shadow-xl"
        >
          <span className="mt-0.5 [&>svg]:size-4">{icons[entry.tone]}</span>
          <div className="min-w-0 flex-1 py-px">
            <Radix.Title className="break-words font-semibold">{entry.title}</Radix.Title>
            {entry.text && (
              <Radix.Description className="break-words text-12 text-ink-2">{entry.text}</Radix.Description>
            )}
          </div>
          {entry.action && (
            <Radix.Action asChild altText={entry.action.label}>
              <button
                type="button"
                onClick={entry.action.run}
                className="mt-0.5 shrink-0 px-1 font-semibold text-12 text-accent hover:underline"
              >
                {entry.action.label}
              </button>
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <IconButton label="Dismiss" className="size-6">
              <X />
            </IconButton>
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="fixed right-4 bottom-4 z-[60] flex w-[min(400px,calc(100vw-32px))] flex-col gap-2 outline-none" />
    </Radix.Provider>
  );
}
