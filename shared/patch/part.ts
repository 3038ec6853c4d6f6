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

/** Lines in the version that was read, and where they are now: 1-based and inclusive. */
export interface Rebased {
  from: [number, number];
  to: [number, number];
}

/** What an operation that was made for an earlier version does to that version. */
export interface PlacedEarlier {
  file: string;
  hash: string;
  splices: readonly Splice[];
}

/** An operation whose place is found. `tier` is null where nothing had to be matched. */
export interface Resolved {
  parts: readonly Part[];
  tier: MatchTier | null;
  /** it was made for an earlier version of the file: where its lines were, and are */
  rebased?: Rebased;
  /** of such a one, what it does to the version it was made for */
  placed?: PlacedEarlier;
  /** the lines that it puts in place of whole ones; left out where it changes a part of a line, or hunks */
  lines?: readonly string[];
  /** of `openSpace`: lines of its block, and blank ones that are to stay below them */
  opened?: { block: number; padding: number };
}

export const filesOfPart = (part: Part): string[] =>
  part.kind === "rename" ? [part.file, part.to] : [part.file];
