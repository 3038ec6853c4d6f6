/** How a request ended, whichever way it went in. */
export type Ended =
  | {
      ok: true /** its patches, one an operation */;
      patches: readonly string[];
      rebased: readonly (Rebased | undefined)[];
    }
  | { ok: false; code: string; error: string };

/** Where a span was in what the caller had read, and where it was found; 1-based, inclusive. */
export interface Rebased {
  from: readonly number[];
  to: readonly number[];
}

/** The engine as the fuzz drives it, over the one file of a story. */
export interface Driver {
  bytes(): Uint8Array;
  send(
    operations: readonly Record<string, unknown>[],
    coordinates: "original" | "sequential",
  ): Promise<Ended> | Ended;
  revert(patchId: string): Promise<Ended> | Ended;
}

/** The file that every story is about. */
export const storyFile = "story.txt";
