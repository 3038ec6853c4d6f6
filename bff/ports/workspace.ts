import type { PatchEvent } from "../../shared/models/patch-event.ts";
import type { PatchBatch } from "../../shared/models/patch-operation.ts";
import type { PatchDone, PatchRefused, PatchResult } from "../../shared/models/patch-result.ts";
import type { Result } from "../../shared/result.ts";
import type { Custody } from "./custody.ts";
import type { Guards } from "./guards.ts";
import type { Leases } from "./leases.ts";
import type { OpenSpaces } from "./open-space.ts";
import type { Replayed, ReplayInput } from "./replay.ts";

/** Told of every step of a patch's life, in order, after the step is durable on disk. */
export type PatchReporter = (event: PatchEvent) => void | Promise<void>;

export interface CheckVerdict {
  /** null: nobody checks this file */
  ok: boolean | null;
  /** the new errors, `file(line,col): error TSxxxx: …` one a line */
  out: string;
  ms: number;
}

export interface ApplyOptions {
  reporter?: PatchReporter;
  /** `wait`: answer after the type check; `detach`: answer after the write, the verdict goes to the reporter; `skip`: none */
  check?: "wait" | "detach" | "skip";
  /** whoever asks is a reviewer: the batch may name guards in `unlock`, a revert may put back what a guard holds */
  mayUnlock?: boolean;
}

export interface WorkspaceTask {
  uuid: string;
  file: string;
  placeholder?: string;
  instruction?: string;
  status: string;
  order_id?: string;
  blocked?: { was: string; patch_id: string; code: string; error: string; at: string };
  allowed_spans: { file: string; start: number; end: number }[];
}

export interface FileContext {
  file: string;
  fileHash: string;
  lines: number;
  /** numbered windows around what was asked for, never the whole of a long file */
  windows: { start: number; end: number; text: string; reason: string }[];
}

export interface Resolved {
  file: string;
  placeholder: string;
  exists: boolean;
  kind: "placeholder" | "insert" | "new";
  start: number;
  end: number;
  fileHash: string | null;
}

/** One file of a patch as it was before and after, for a viewer. Null: it did not exist. */
export interface DiffSide {
  file: string;
  old_text: string | null;
  new_text: string | null;
  old_start: number;
  new_start: number;
}

/**
 * The governed folder, with the engine over it. On one machine these are this machine's files; at scale a runner
 * stands behind the same port. Every expected failure is a refusal, never an exception.
 */
export interface Workspace {
  readonly name: string;
  branch(): Promise<string | null>;
  /** Plans only; there is no writer behind this call. */
  simulate(
    batch: PatchBatch,
    options?: Pick<ApplyOptions, "mayUnlock">,
  ): Promise<Result<{ results: PatchResult[] }>>;
  /** A refusal of the whole batch comes back as a refusal with `details.results`; of a part (atomic: false) inside `results`. */
  apply(batch: PatchBatch, options?: ApplyOptions): Promise<Result<{ results: PatchResult[] }>>;
  /** `traceId`: the flow that reverts; where it is left out the new patch has the trace of the one it undoes. */
  revert(
    patchId: string,
    who: { requester: string; reason: string; traceId?: string },
    options?: ApplyOptions,
  ): Promise<Result<{ result: PatchDone | PatchRefused }>>;
  /** Checks an applied patch again, only new errors counting, and reports the verdict. */
  check(patchId: string, reporter?: PatchReporter): Promise<Result<{ verdict: CheckVerdict }>>;
  diff(patchId: string): Promise<Result<{ diff: string; files: DiffSide[]; truncated: boolean }>>;
  tasks(): Promise<Result<{ tasks: WorkspaceTask[] }>>;
  /** Calls `changed` shortly after the tasks may have changed, whoever changed them. */
  watchTasks(changed: () => void): { close(): void };
  context(input: {
    file: string;
    anchors?: string[];
    placeholders?: string[];
    lines?: number[];
  }): Promise<Result<{ context: FileContext }>>;
  resolve(input: { file: string; placeholder: string }): Promise<Result<{ resolved: Resolved }>>;
  readonly leases: Leases;
  readonly guards: Guards;
  readonly custody: Custody;
  /**
   * Makes patches again on the contents they were made for, in memory: there is no writer behind this call. After an
   * abort it answers those that it had come to.
   */
  replay(input: ReplayInput, signal?: AbortSignal): Promise<Result<{ replayed: Replayed[] }>>;
  /** The blank lines that remain of what `openSpace` left, in a file or of one patch. */
  openSpaces(input: { file: string } | { patch_id: string }): Promise<Result<OpenSpaces>>;
  /** Newest last, as `patch_log.jsonl` has them. */
  log(limit: number): Promise<Result<{ entries: Record<string, unknown>[] }>>;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}
