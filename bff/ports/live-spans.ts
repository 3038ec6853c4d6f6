import type { OperationLog, Span } from "../../shared/models/span.ts";

/** A log row but for its details. */
export type LogHead = Omit<OperationLog, "details">;

/** A row as it was stored; `text` are its details as JSON, which most rows are never asked for in any other form. */
export interface LiveRow {
  log: LogHead;
  text: string;
}

/** A span as who watches is told of it: its details are JSON, ready to be sent. */
export interface ToldSpan {
  span: Omit<Span, "details">;
  details: string;
}

/** The newest spans, for who watches: the last 15 minutes of them, at most 1,000. */
export interface LiveSpans {
  /** Called after the commit, in the order of the rows' ids. Never throws, never waits for a reader. */
  add(rows: readonly LiveRow[]): void;
  /** Ascending by when they were first heard of. Long details are cut, see `live-details.ts`. */
  recent(): Promise<Span[]>;
  /**
   * Tells of each span that is new or has changed (the row that ends it came), by the same `id`, after its commit.
   * Answers what ends it.
   */
  subscribe(tell: (spans: readonly ToldSpan[]) => void): () => void;
}
