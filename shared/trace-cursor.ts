/** A place in the history of traces, which is ordered by `start_us`, then `trace_id`: what `cursor` and `next` hold. */
export interface TracePlace {
  /** epoch microseconds */
  start_us: number;
  trace_id: string;
}

export const toTraceCursor = ({ start_us, trace_id }: TracePlace): string => `${start_us}_${trace_id}`;

/** The place that a cursor names; null where the text is none. */
export function fromTraceCursor(cursor: string): TracePlace | null {
  const parts = /^(-?\d{1,16})_(.{1,200})$/s.exec(cursor);
  return parts === null ? null : { start_us: Number(parts[1]), trace_id: parts[2]! };
}
