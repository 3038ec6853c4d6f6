import type { OutOfBandEdit, VerifyReport, WatchState } from "../../shared/models/out-of-band.ts";

/** An edit that went around, as it was found. */
export type FoundEdit = Omit<
  OutOfBandEdit,
  "status" | "closed_at" | "closed_by" | "reason" | "patch_id" | "trace_id"
>;

/** How an open edit came to its end. */
export interface Closing {
  id: string;
  /** `id` names a group: all of it is closed, what has no row as well */
  group?: true;
  status: "accepted" | "put_back";
  by: string;
  reason: string;
  at: string;
  /** the patch that put it back */
  patch_id: string | null;
  /** the flow in which it was closed; records from before there were traces have none */
  trace_id?: string | null;
}

export interface WatchListener {
  /**
   * Told of edits that were found together, after they are durable on disk; at the start, of all that are on record
   * there (`again`), because the listener may have ended before it had taken them. At most `rowsOfGroup` of a group.
   */
  found(edits: readonly FoundEdit[], again: boolean): Promise<void>;
  /** An edit was put back or accepted, here or by another process. At the start: every one there is on record. */
  closed(closing: Closing): Promise<void>;
  /** What looks for them has changed its way, or has given up. */
  state?(state: WatchState): void;
}

/** Who changed the governed files without the engine. */
export interface Custody {
  /**
   * Looks for such edits until the workspace is closed. Resolves once the first look is over, which takes in what
   * happened while nobody looked.
   */
  watch(listener: WatchListener): Promise<void>;
  watching(): WatchState;
  /** Puts on record that edits are closed; one that is already stays as it is. */
  close(closings: readonly Closing[]): Promise<void>;
  /** Checks patches, files and guards. The custody chain is the database's, and `custody_rows` therefore null. */
  verify(options?: { progress?: (words: string) => void }): Promise<VerifyReport>;
}

/** Most rows of a group; what is beyond is counted, and in `out_of_band.jsonl`. */
export const rowsOfGroup = 200;
