import type { CheckVerdict } from "./workspace.ts";

/** A file as it was and as it is to be; null where it does not exist on that side. Paths are relative to the root. */
export interface FileChange {
  file: string;
  before: Uint8Array | null;
  after: Uint8Array | null;
}

/**
 * Says whether a change brings new type errors; those there before, moved by the edit, do not count.
 * `after` need not be on disk: a dry run is checked the same way.
 */
export interface TypeChecker {
  check(changes: readonly FileChange[]): Promise<CheckVerdict>;
  close(): Promise<void>;
}
