import { durationText } from "../../../../shared/trace/duration-text.ts";
import type { DrawnGhost, DrawnGhosts } from "./drawn-ghosts.ts";

/** `dry run` or `live replay`. */
export const ghostName = (live: boolean): string => (live ? "live replay" : "dry run");

/** What became of a call in the replay. `duration`: microseconds of the original, -1: open. */
export function ghostWords(
  ghosts: Pick<DrawnGhosts, "live" | "running">,
  ghost: DrawnGhost | null,
  duration: number,
): string {
  const name = ghostName(ghosts.live);
  if (ghost === null) return ghosts.running ? `not yet in the ${name}` : `not in the ${name}`;
  if (ghost.open) return ghosts.running ? `${name}: under way` : `${name}: did not end`;
  const took = ghost.to_us - ghost.from_us;
  const ended = ghost.otherwise ? (ghost.error ? ", ended in an error" : ", without the error") : "";
  return `${name}: ${durationText(took)}${compared(took, duration)}${ended}`;
}

/** How much longer or shorter, where that can be said and is something. */
function compared(took: number, duration: number): string {
  if (duration === -1) return "";
  if (took === duration) return ", as long";
  if (duration === 0) return "";
  const share = Math.round(((took - duration) / duration) * 100);
  return share === 0 ? ", about as long" : ` (${share > 0 ? "+" : "−"}${Math.abs(share)} %)`;
}
