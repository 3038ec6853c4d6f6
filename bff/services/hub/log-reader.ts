import type { EventLog } from "../../ports/hub.ts";
import { joinFrames } from "./frame.ts";
import { eventFrame } from "./messages.ts";
import type { Chunk } from "./ring.ts";

/**
 * Reads the past out of the log for readers that the ring cannot serve. Readers at the same place share one read,
 * and only a few reads are under way at once, so that a crowd coming back does not bury the database.
 */
export interface LogReader {
  /** the events right after `cursor`, framed; null where the log does not have the very next one */
  read(cursor: number): Promise<Chunk | null>;
}

export interface LogReaderLimits {
  /** events per read */
  events: number;
  /** a chunk ends at the first frame that reaches this many bytes */
  chunkBytes: number;
  /** reads under way at once */
  atOnce: number;
}

export function createLogReader(log: EventLog, limits: LogReaderLimits): LogReader {
  const underWay = new Map<number, Promise<Chunk | null>>();
  const waiting: (() => void)[] = [];
  let running = 0;

  async function take(): Promise<void> {
    if (running < limits.atOnce) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function release(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  async function read(cursor: number): Promise<Chunk | null> {
    await take();
    try {
      const events = await log.read(cursor, limits.events);
      const frames: Uint8Array[] = [];
      let last = cursor;
      let size = 0;
      for (const event of events) {
        if (event.seq !== last + 1 || size >= limits.chunkBytes) break;
        const frame = eventFrame(event);
        frames.push(frame);
        size += frame.length;
        last = event.seq;
      }
      return frames.length === 0 ? null : { bytes: joinFrames(frames), last };
    } finally {
      release();
      underWay.delete(cursor);
    }
  }

  return {
    read(cursor) {
      const shared = underWay.get(cursor) ?? read(cursor);
      underWay.set(cursor, shared);
      return shared;
    },
  };
}
