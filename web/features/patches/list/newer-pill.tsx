import { ArrowUp } from "lucide-react";
import { FloatingPill } from "../../../components/ui/floating-pill.tsx";
import { formatCount } from "../../../components/ui/number-format.ts";
import { usePatchStream } from "../stream/patch-stream.ts";

/** While the reader is scrolled away: how much is new above, and the way there. */
export function NewerPill({ onPress }: { onPress: () => void }) {
  const shown = usePatchStream((state) => !state.paused && (state.away || state.ceiling !== null));
  const unseen = usePatchStream((state) => state.unseen);
  const stale = usePatchStream((state) => state.stale);
  const cut = usePatchStream((state) => state.ceiling !== null);
  if (!shown || (unseen === 0 && !stale && !cut)) return null;
  return (
    <FloatingPill at="top" onPress={onPress}>
      <ArrowUp aria-hidden className="size-3.5" />
      {unseen > 0 ? `${formatCount(unseen)}${stale ? "+" : ""} new` : "Back to newest"}
    </FloatingPill>
  );
}
