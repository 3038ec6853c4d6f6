import type { Refusal } from "../../../../shared/result.ts";
import type { GhostColumns } from "../../../../shared/trace/ghosts.ts";

/** What the page says to the worker. */
export type ToGhosts =
  | { is: "read"; ask: number; original: string; replay: string }
  | { is: "cancel"; ask: number };

/** What the worker says to the page; `refused` null: it failed otherwise than by a refusal. */
export type FromGhosts =
  | { is: "read"; ask: number; columns: GhostColumns }
  | { is: "failed"; ask: number; refused: Refusal | null };
