import { ArrowDown, ArrowUp } from "lucide-react";
import type { RowsInWindow } from "../../../../shared/trace/rows-in-window.ts";
import { formatCount } from "../../../components/ui/number-format.ts";

/** While none of the rows in sight begins in the stretch of time that is shown: how many others do, and the way there. */
export function WindowPill({
  rows,
  above,
  onPress,
}: {
  rows: RowsInWindow;
  above: boolean;
  onPress: () => void;
}) {
  const Arrow = above ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={onPress}
      className="absolute bottom-3 left-1/2 z-20 flex h-7 -translate-x-1/2 animate-overlay-in items-center gap-1.5 rounded-full bg-accent px-3 font-semibold text-12 text-accent-ink shadow-black/50 shadow-lg hover:brightness-110"
    >
      <Arrow aria-hidden className="size-3.5" />
      {rows.count === 1 ? "1 span begins" : `${formatCount(rows.count)} spans begin`} in this window
    </button>
  );
}
