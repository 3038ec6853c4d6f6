import type { OperationLog, Span } from "../../shared/models/span.ts";

/** The newest spans, for who watches: the last 15 minutes of them, at most 1,000. */
export interface LiveSpans {
  /** Called after the commit, in the order of the rows' ids. Never throws, never waits for a reader. */
  add(rows: readonly OperationLog[]): void;
  /** Ascending by when they were first heard of. Long details are cut, see `live-details.ts`. */
  recent(): Promise<Span[]>;
  /**
   * Tells of each span that is new or has changed (the row that ends it came), by the same `id`, after its commit.
   * Answers what ends it.
   */
  subscribe(tell: (spans: readonly Span[]) => void): () => void;
}
