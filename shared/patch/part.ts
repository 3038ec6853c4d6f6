import type { MatchTier } from "../models/patch-result.ts";
import type { FileState } from "./document.ts";
import type { Splice } from "./splice.ts";

/** Lines that an edit reaches, 1-based and inclusive; an insert above line `start` has `end = start - 1`. */
export interface Touch {
  start: number;
  end: number;
}

/** What an operation does to one file, found out but not done. Splices are in file order. */
export type Part =
  | {
      kind: "edit";
      file: string;
      splices: readonly Splice[];
      touched: readonly Touch[];
      executable?: boolean;
    }
  | { kind: "create"; file: string; state: FileState }
  | { kind: "delete"; file: string }
  | {
      kind: "rename";
      file: string;
      to: string;
      splices: readonly Splice[];
      touched: readonly Touch[];
      executable?: boolean;
    };

/** An operation whose place is found. `tier` is null where nothing had to be matched. */
export interface Resolved {
  parts: readonly Part[];
  tier: MatchTier | null;
}

export const filesOfPart = (part: Part): string[] =>
  part.kind === "rename" ? [part.file, part.to] : [part.file];
