import type { Refusal } from "../../../../shared/result.ts";
import type { GhostColumns } from "../../../../shared/trace/ghosts.ts";

/** A replay that is drawn under a trace. */
export interface GhostsAsk {
  original: string;
  replay: string;
  /** whether calls are told apart by their details: not where each says what it repeats, as reading them takes long */
  details: "with" | "without";
}

/** What the page says to the worker. */
export type ToGhosts = ({ is: "read"; ask: number } & GhostsAsk) | { is: "cancel"; ask: number };

/** What the worker says to the page; `refused` null: it failed otherwise than by a refusal. */
export type FromGhosts =
  | { is: "read"; ask: number; columns: GhostColumns }
  | { is: "failed"; ask: number; refused: Refusal | null };
