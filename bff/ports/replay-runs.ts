import type { LogEvent } from "../../shared/models/log-event.ts";
import type {
  Replay,
  ReplayAtWork,
  ReplayCall,
  ReplayedPatch,
  ReplayMode,
  ReplayPace,
  SkippedSource,
} from "../../shared/models/replay.ts";
import type { Result } from "../../shared/result.ts";

/** What is to be replayed, and how. */
export interface ReplayJob {
  original_trace: string;
  replay_trace: string;
  mode: ReplayMode;
  pace: ReplayPace;
  /** of pace `faster`; 1 otherwise */
  speed: number;
  /** name of who asked */
  actor: string;
  /** spans of the original, and its length in microseconds, as they are when it begins */
  of: number;
  original_us: number;
}

/** A bracket that has begun: what its end needs to know. Times are epoch microseconds. */
export interface BegunSpan {
  span_id: string;
  parent_span_id: string;
  source: string;
  operation: string;
  task_uuid: string | null;
  start_us: number;
}

export interface NewBracket {
  source: string;
  operation: string;
  start_us: number;
  /** the root of the replay where it is left out */
  parent_span_id?: string;
  task_uuid?: string | null;
  details?: Record<string, unknown>;
  /** the span of the original that it stands for (`Span.id`), which its id then says (`repeatedId`) */
  repeats?: number;
}

/**
 * Writes the rows of one replay under its new trace id, like any other log. All resolve once the rows are durable, wait
 * while the log is full, and throw where it stays so for seconds, or cannot be written.
 */
export interface Recorder {
  /** id of the root's span */
  readonly root: string;
  /** where the root begins, epoch microseconds; null before it has */
  begun(): number | null;
  /** the latest moment that a row was written for, epoch microseconds; 0 before there is one */
  latest(): number;
  /** Rows as they are; the trace id is put in. */
  write(events: readonly LogEvent[]): Promise<void>;
  /** `replay_start` */
  start(atUs: number): Promise<void>;
  /** `replay_span_start` */
  spanStart(bracket: NewBracket): Promise<BegunSpan>;
  /** `replay_span_end`; `details` are joined to those of the begin */
  spanEnd(span: BegunSpan, endUs: number, details?: Record<string, unknown>): Promise<void>;
  /** `replay_error` */
  spanError(span: BegunSpan, endUs: number, details?: Record<string, unknown>): Promise<void>;
  /** `replay_complete`; a `reason` is why it failed */
  complete(atUs: number, reason?: string): Promise<void>;
  /** `replay_abort` */
  abort(atUs: number, reason: string): Promise<void>;
}

/** What came of a run, as far as it came. */
export interface ReplayOutcome {
  /** where the root ends, epoch microseconds */
  end_us: number;
  /** spans that the original has, where that is known better than at the begin */
  of?: number;
  skipped?: SkippedSource[];
  patches?: ReplayedPatch[];
  /** what came out otherwise than in the original; none: nothing did */
  reason?: string;
}

/** What more was done. */
export interface Advance {
  /** spans that have been replayed to their end, or as far as their original went */
  spans: number;
  /** spans written that ended in an error */
  errors?: number;
  call?: ReplayCall;
}

export interface RunTools {
  recorder: Recorder;
  /** aborted: stop, and answer what came of it so far */
  signal: AbortSignal;
  /** Counts what has been written; what was only planned does not count. */
  advance(more: Advance): void;
  /** Says whether it does something or only waits; one that waits for long leaves its place to others meanwhile. */
  atWork(on: boolean): void;
}

/** Does the work of one replay: writes its root's begin and all that is below; the end of the root is written for it. */
export type ReplayRun = (tools: RunTools) => Promise<ReplayOutcome>;

/** The replays that are under way here. */
export interface ReplayRuns {
  /**
   * Begins one; answers once it is in the store. Where as many as may be are at work it waits for its place. `ended`
   * resolves with what came of it, and never rejects. Refuses with RATE_LIMITED where too many are under way.
   */
  start(job: ReplayJob, run: ReplayRun): Promise<Result<{ replay: Replay; ended: Promise<Replay> }>>;
  /** Stops one, and answers once it has ended; null where none of this trace is under way here. */
  abort(replayTrace: string, reason: string): Promise<Replay | null>;
  isRunning(replayTrace: string): boolean;
  /** Those at work for whose place this one waits; null: it does not. */
  waitsFor(replayTrace: string): ReplayAtWork[] | null;
  /** Stops all, and takes no more. */
  close(): Promise<void>;
}
