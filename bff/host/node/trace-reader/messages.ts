import type { TraceReader } from "../../../ports/trace-reader.ts";

export type ReaderMethod = Exclude<keyof TraceReader, "close">;

export interface WorkerStart {
  /** the database's file */
  path: string;
}

export interface ToWorker {
  id: number;
  method: ReaderMethod;
  args: unknown[];
}

export type FromWorker = { id: number; value: unknown } | { id: number; error: string };
