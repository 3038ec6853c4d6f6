import { joinFrames } from "./frame.ts";

/** Whole frames of consecutive events, ready for one write; `last` is the seq of the newest among them. */
export interface Chunk {
  bytes: Uint8Array;
  last: number;
}

/**
 * The newest events, framed, without a hole: what almost every reader needs next. Bounded by count and by bytes;
 * whoever needs something older is sent to the log.
 */
export interface Ring {
  append(seq: number, frame: Uint8Array): void;
  /** null: nothing newer than `cursor`; "past": the event after `cursor` is no longer (or was never) in here */
  after(cursor: number): Chunk | "past" | null;
  /** seq of the newest event, 0 before the first */
  head(): number;
  size(): { events: number; bytes: number };
}

export interface RingLimits {
  events: number;
  bytes: number;
  /** a chunk ends at the first frame that reaches this many bytes */
  chunkBytes: number;
}

/** Readers that stand at the same place share one joined chunk; this many places are remembered at most. */
const SHARED_CHUNKS = 32;

export function createRing(limits: RingLimits): Ring {
  const slots = new Array<Uint8Array | undefined>(limits.events);
  const shared = new Map<number, Chunk>();
  let oldest = 1;
  let head = 0;
  let bytes = 0;

  const slot = (seq: number) => seq % limits.events;

  function evictOldest(): void {
    bytes -= slots[slot(oldest)]!.length;
    slots[slot(oldest)] = undefined;
    oldest += 1;
  }

  return {
    append(seq, frame) {
      shared.clear();
      if (seq !== head + 1) {
        // Events in between never came past here. Holding on to both sides would hide the hole from readers.
        slots.fill(undefined);
        bytes = 0;
        oldest = seq;
      } else if (seq - oldest === limits.events) {
        evictOldest();
      }
      slots[slot(seq)] = frame;
      head = seq;
      bytes += frame.length;
      while (bytes > limits.bytes && oldest < head) evictOldest();
    },

    after(cursor) {
      if (cursor >= head) return null;
      if (cursor + 1 < oldest) return "past";
      const known = shared.get(cursor);
      if (known) return known;
      const frames: Uint8Array[] = [];
      let last = cursor;
      let size = 0;
      while (last < head && size < limits.chunkBytes) {
        last += 1;
        const frame = slots[slot(last)]!;
        frames.push(frame);
        size += frame.length;
      }
      const chunk = { bytes: joinFrames(frames), last };
      if (shared.size >= SHARED_CHUNKS) shared.clear();
      shared.set(cursor, chunk);
      return chunk;
    },

    head: () => head,
    size: () => ({ events: head === 0 ? 0 : head - oldest + 1, bytes }),
  };
}
