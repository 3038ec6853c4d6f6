import type { KnownFile, UndoneEdit } from "./known-state.ts";

/** An edit that went around, before anything of it is on record. */
export interface RawEdit {
  file: string;
  before: Pick<KnownFile, "hash" | "by" | "blob">;
  after: Pick<KnownFile, "hash" | "blob">;
  /** the contents after, where they were at hand and few enough */
  bytes: Uint8Array | null;
  logAt: number;
}

export interface Look {
  edits: RawEdit[];
  undone: UndoneEdit[];
  /** files that a patch holds at this moment, or that are being written: look again soon */
  busy: string[];
  /** lines were taken out of the patch log */
  cut: boolean;
}

export const emptyLook = (): Look => ({ edits: [], undone: [], busy: [], cut: false });
