import type { FileChange } from "../../../ports/type-checker.ts";
import type { Answer } from "./session.ts";

/** What the worker is started with. */
export interface WorkerStart {
  root: string;
}

export type ToWorker = { kind: "check"; id: number; changes: readonly FileChange[] } | { kind: "close" };

export type FromWorker =
  /** a compiler process was started, for whom it may concern to end it */
  | { kind: "process"; pid: number }
  | { kind: "answer"; id: number; answer: Answer }
  /** this check broke, and with it the compiler: end this worker */
  | { kind: "broke"; id: number; reason: string };
