import type { Statement } from "../../../ports/database.ts";

export interface WriterStart {
  /** the database's file */
  path: string;
}

/** A transaction, or (null) that there will be none any more. */
export type ToWriter = readonly Statement[] | null;

/** `ready` once, then one answer a transaction, in order; `error` is what SQLite said. */
export type FromWriter = { kind: "ready" } | { kind: "committed" } | { kind: "failed"; error: string };
