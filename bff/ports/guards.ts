import type { PatchOperation } from "../../shared/models/patch-operation.ts";
import type { GuardState } from "../../shared/patch/guards.ts";
import type { GuardAsked } from "../../shared/patch/mark-guard.ts";
import type { Result } from "../../shared/result.ts";

/** One guarded region as it stands. */
export interface GuardFound {
  file: string;
  name: string;
  /** 1-based lines of its two markers */
  start: number;
  end: number;
  /** what its marker carries */
  hash: string;
  /** what it ought to carry; null where it is no pair */
  actual: string | null;
  state: GuardState;
}

export interface Guards {
  /**
   * The guarded regions of these files, or of every file of the workspace, each with its hash recomputed. `files` says
   * how many were looked into.
   */
  list(files?: readonly string[]): Promise<Result<{ guards: GuardFound[]; files: number }>>;
  /** The edit that puts a new guard around lines. Nothing is written: it is sent like any other edit. */
  mark(asked: GuardAsked): Promise<Result<{ operation: PatchOperation }>>;
}
