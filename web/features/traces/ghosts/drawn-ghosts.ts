import type { Replay } from "../../../../shared/models/replay.ts";
import { endOf } from "../../../../shared/trace/bar.ts";
import { type Ghost, type Ghosts, ghostOf } from "../../../../shared/trace/ghosts.ts";
import { isError } from "../../../../shared/trace/skeleton.ts";
import type { TraceModel } from "../waterfall/trace-model.ts";

/** A ghost with what is said and drawn of it. */
export interface DrawnGhost extends Ghost {
  /** replayed live, by its factory; false: dry */
  live: boolean;
  /** it ended in an error where the original did not, or the other way round */
  otherwise: boolean;
}

/** The ghosts of one replay, row by row as the waterfall has them. */
export interface DrawnGhosts {
  live: boolean;
  /** the replay is still under way: what is not there may come */
  running: boolean;
  /** last moment of them, microseconds after the original's base */
  end: number;
  matched: number;
  added: number;
  /** the same object for the same row, unless it is under way; null: the replay does not have it, or not yet */
  at(row: number): DrawnGhost | null;
  /** the same where the replay has come as far as `end`, if that is further than it is known to be */
  upTo(end: number): DrawnGhosts;
}

/** `ghosts` is laid over `model.calls`; the rows may stand otherwise, as a ghost goes by its span. */
export function drawGhosts(
  model: TraceModel,
  ghosts: Ghosts,
  { mode, status }: Pick<Replay, "mode" | "status">,
): DrawnGhosts {
  const { skeleton } = model;
  const live = mode === "live";
  const running = status === "running";
  const ended = new Map<number, DrawnGhost | null>();

  function drawn(end: number): DrawnGhosts {
    const open = new Map<number, DrawnGhost>();
    function made(row: number): DrawnGhost | null {
      const ghost = ghostOf(ghosts, skeleton.id[row]!, end);
      if (ghost === null) return null;
      const otherwise = !ghost.open && ghost.error !== isError(skeleton.flags[row]!);
      // a dry run ends each call where it ended
      const last = live ? end : endOf(skeleton, row, model.end);
      const to_us = ghost.open ? Math.max(ghost.from_us, Math.min(ghost.to_us, last)) : ghost.to_us;
      return { ...ghost, to_us, live, otherwise };
    }
    const all: DrawnGhosts = {
      live,
      running,
      end,
      matched: ghosts.matched,
      added: ghosts.added,
      at(row) {
        const held = ended.has(row) ? ended.get(row) : open.get(row);
        if (held !== undefined) return held;
        const ghost = made(row);
        if (ghost?.open) open.set(row, ghost);
        else ended.set(row, ghost);
        return ghost;
      },
      upTo(further) {
        // nor does it go on after its original
        const to = live ? further : Math.min(further, model.end);
        return to > end ? drawn(to) : all;
      },
    };
    return all;
  }
  return drawn(ghosts.end);
}
