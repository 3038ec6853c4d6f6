import type { ReactNode } from "react";
import { Dialog } from "../../../components/ui/dialog.tsx";

/** The same patch with the whole window to itself: the diff wide, the inspector beside it. */
export function PatchDialog({
  open,
  onOpenChange,
  file,
  header,
  diff,
  inspector,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  file: string;
  header: ReactNode;
  diff: ReactNode;
  inspector: ReactNode;
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={`Patch of ${file}`} size="full" bare>
      <div ref={focusDiff} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {header}
        <div className="flex min-h-0 flex-1 max-wide:flex-col">
          <div className="min-h-0 min-w-0 flex-1">{diff}</div>
          <div className="flex w-[360px] min-h-0 shrink-0 flex-col border-line border-l max-wide:max-h-[45%] max-wide:w-full max-wide:border-t max-wide:border-l-0">
            {inspector}
          </div>
        </div>
      </div>
    </Dialog>
  );
}

/** Opens with the focus on what is to be read, so that arrows scroll it at once. */
function focusDiff(dialog: HTMLDivElement | null): void {
  if (dialog && !dialog.contains(document.activeElement))
    (dialog.querySelector<HTMLElement>("[data-diff]") ?? dialog).focus();
}
