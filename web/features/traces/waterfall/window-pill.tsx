import { ArrowDown, ArrowUp } from "lucide-react";
import type { RowsInWindow } from "../../../../shared/trace/rows-in-window.ts";
import { FloatingPill } from "../../../components/ui/floating-pill.tsx";
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
    <FloatingPill at="bottom" onPress={onPress}>
      <Arrow aria-hidden className="size-3.5" />
      {rows.count === 1 ? "1 span begins" : `${formatCount(rows.count)} spans begin`} in this window
    </FloatingPill>
  );
}
