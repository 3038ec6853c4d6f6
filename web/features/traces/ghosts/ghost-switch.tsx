import clsx from "clsx";
import { Tooltip } from "../../../components/ui/tooltip.tsx";
import type { DrawnGhosts } from "./drawn-ghosts.ts";
import { ghostName } from "./ghost-words.ts";

/** The legend of the ghost bars, which shows and hides them. */
export function GhostSwitch({
  ghosts,
  shown,
  onToggle,
}: {
  ghosts: DrawnGhosts;
  shown: boolean;
  onToggle: () => void;
}) {
  const name = ghostName(ghosts.live);
  return (
    <Tooltip text={`${shown ? "Hide" : "Show"} the bars of the ${name}`} keys="G">
      <button
        type="button"
        aria-pressed={shown}
        onClick={onToggle}
        className={clsx(
          "flex h-6 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-md border px-2 font-normal text-11 transition-colors",
          shown ? "border-line bg-surface-2 text-ink" : "border-line-soft text-ink-2 hover:text-ink",
        )}
      >
        <span
          aria-hidden
          className={clsx(
            "h-1 w-3 rounded-sm",
            ghosts.live ? "bg-accent" : "bg-cyan",
            !shown && "opacity-40",
            ghosts.running && "animate-shimmer",
          )}
        />
        {name}
      </button>
    </Tooltip>
  );
}
