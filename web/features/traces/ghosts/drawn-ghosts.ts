import type { Replay } from "../../../../shared/models/replay.ts";
import { type Ghost, ghostOf, layGhosts } from "../../../../shared/trace/ghosts.ts";
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
  /** the same object for the same row; null: the replay does not have it, or not yet */
  at(row: number): DrawnGhost | null;
}

/** Lays the replay under the rows, however they stand: matching is by call, and found again by span. */
export function drawGhosts(
  model: TraceModel,
  replay: TraceModel["skeleton"],
  { mode, status }: Pick<Replay, "mode" | "status">,
): DrawnGhosts {
  const { calls, skeleton } = model;
  const ghosts = layGhosts(calls, replay);
  const callOf = new Map<number, number>();
  if (skeleton !== calls) for (let row = 0; row < calls.id.length; row++) callOf.set(calls.id[row]!, row);
  const live = mode === "live";
  const made = new Map<number, DrawnGhost | null>();
  return {
    live,
    running: status === "running",
    end: ghosts.end,
    matched: ghosts.matched,
    added: ghosts.added,
    at(row) {
      let ghost = made.get(row);
      if (ghost === undefined) {
        const laid = ghostOf(ghosts, skeleton === calls ? row : callOf.get(skeleton.id[row]!)!);
        ghost = laid && {
          ...laid,
          live,
          otherwise: !laid.open && laid.error !== isError(skeleton.flags[row]!),
        };
        made.set(row, ghost);
      }
      return ghost;
    },
  };
}
