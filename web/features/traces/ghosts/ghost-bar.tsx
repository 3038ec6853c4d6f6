import clsx from "clsx";
import { type Viewport, xOf } from "../../../../shared/trace/viewport.ts";
import type { DrawnGhost } from "./drawn-ghosts.ts";

/** What stays to be seen of a call that took no time, pixels. */
const LEAST = 3;

/** What a call took in the replay, a thin bar under the original's: cyan dry, orange live, red where it failed anew. */
export function GhostBar({ ghost, viewport }: { ghost: DrawnGhost; viewport: Viewport }) {
  const { from_us, to_us, open, live, error, otherwise } = ghost;
  if (viewport.width <= 0 || to_us < viewport.from_us || from_us > viewport.to_us) return null;
  const left = Math.max(0, xOf(viewport, from_us));
  const right = Math.min(viewport.width, xOf(viewport, to_us));
  const width = Math.max(LEAST, right - left);
  const colour = error && otherwise ? "var(--red)" : live ? "var(--accent)" : "var(--cyan)";
  const tint = (percent: number) => `color-mix(in srgb, ${colour} ${percent}%, transparent)`;
  return (
    <span
      aria-hidden
      data-ghost={live ? "live" : "dry"}
      className={clsx(
        "absolute top-[21px] h-1 rounded-sm",
        // it grows a step at a time
        open && "transition-[width] duration-100 ease-linear",
      )}
      style={{
        left: Math.min(left, viewport.width - width),
        width,
        background: open ? `linear-gradient(90deg, ${tint(70)}, ${tint(25)})` : tint(70),
      }}
    />
  );
}
