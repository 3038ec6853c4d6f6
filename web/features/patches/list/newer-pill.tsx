import { ArrowUp } from "lucide-react";
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
    <button
      type="button"
      onClick={onPress}
      className="absolute top-2 left-1/2 z-20 flex h-7 -translate-x-1/2 animate-overlay-in items-center gap-1.5 rounded-full bg-accent px-3 font-semibold text-12 text-accent-ink shadow-black/50 shadow-lg hover:brightness-110"
    >
      <ArrowUp aria-hidden className="size-3.5" />
      {unseen > 0 ? `${formatCount(unseen)}${stale ? "+" : ""} new` : "Back to newest"}
    </button>
  );
}
