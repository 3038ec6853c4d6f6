import type { Expression } from "./express.ts";

/** Files of one kind, and how each was put to the engine. */
export interface Row {
  files: number;
  lines: number;
  diff: number;
  carried: number;
}

/** One commit that did not come out as git has it. */
export type Failure =
  /** the engine would have done what it refuses by contract */
  | { kind: "taken"; commit: string; file: string; why: string }
  | { kind: "refused"; commit: string; file: string; op: string; code: string; error: string }
  | {
      kind: "different";
      commit: string;
      file: string;
      /** mode and hash of the file; null where there is none */
      got: string | null;
      wanted: string | null;
      gotTree: string;
      wantedTree: string;
    };

/** What a replay found. Everything that was not done by the engine is counted under `carried` and `setUps`. */
export interface Report {
  repository: string;
  ref: string;
  commits: number;
  merges: number;
  roots: number;
  /** commits that change no file against their first parent */
  unchanged: number;
  equalTrees: number;
  /** of those: trees that another program than git wrote, compared as git writes the same entries */
  rewrittenTrees: number;
  /** commits that took two batches, because a file and a folder change places */
  inTwo: number;
  files: number;
  /** kind of change -> how it was expressed */
  kinds: Record<string, Row>;
  /** what was particular about the contents -> how those changes were expressed */
  traits: Record<string, Row>;
  /** operation -> how many were applied */
  operations: Record<string, number>;
  /** why a change was said as a diff -> files */
  diffReasons: Record<string, number>;
  /** why a change was carried over from git beside the engine, and with what the engine refuses it -> files */
  carriedReasons: Record<string, number>;
  /** operations whose text was not where it was said to be to the byte, though git made them for this very file */
  looseMatches: { tier: string; commit: string; file: string }[];
  /** trees that were put back to a first parent that is not the commit before, past the engine */
  setUps: { trees: number; files: number };
  failures: Failure[];
  seconds: number;
  commitsPerSecond: number;
  /** the folder, where it was to be kept */
  kept: string | null;
}

export const emptyReport = (repository: string, ref: string): Report => ({
  repository,
  ref,
  commits: 0,
  merges: 0,
  roots: 0,
  unchanged: 0,
  equalTrees: 0,
  rewrittenTrees: 0,
  inTwo: 0,
  files: 0,
  kinds: {},
  traits: {},
  operations: {},
  diffReasons: {},
  carriedReasons: {},
  looseMatches: [],
  setUps: { trees: 0, files: 0 },
  failures: [],
  seconds: 0,
  commitsPerSecond: 0,
  kept: null,
});

export const count = (into: Record<string, number>, key: string, by = 1): void => {
  into[key] = (into[key] ?? 0) + by;
};

export function countRow(rows: Record<string, Row>, key: string, how: Expression["how"]): void {
  rows[key] ??= { files: 0, lines: 0, diff: 0, carried: 0 };
  const row = rows[key];
  row.files++;
  row[how]++;
}
