import type { Clock } from "../../ports/clock.ts";
import type { EventLog, LoggedEvent } from "../../ports/hub.ts";
import { createLogReader } from "./log-reader.ts";
import {
  connectedFrame,
  eventFrame,
  factoriesChangedFrame,
  pingFrame,
  type ResyncReason,
  resyncFrame,
} from "./messages.ts";
import { createRing } from "./ring.ts";
import type { Outlet, Subscriber } from "./subscriber.ts";

/**
 * The delivery promise: every reader gets each event after its `since` once, in order, or is told `resync`.
 *
 * A reader is a cursor. Publishing appends one frame to the ring and, once per tick, writes to each reader whatever
 * lies past its cursor, in one write. A reader whose outlet is full is left alone until it drains and goes on from its
 * cursor: from the ring, from the log, or, where the log no longer has that, by a resync. So nothing is queued per
 * reader beyond its outlet, and none holds up another.
 */
export interface FanOut {
  /** Events in seq order, after their commit. Ones that were seen already are passed over. */
  publish(events: readonly LoggedEvent[]): void;
  /** `since` undefined: only what comes from now on. */
  subscribe(outlet: Outlet, since: number | undefined): Subscription;
  /** Tells every reader that the factories have changed; one that lags behind, when it has caught up, and then once. */
  factoriesChanged(): void;
  /** Tells every reader that keeps up how far the log has come. */
  ping(): void;
  /** Cuts readers that have been full for longer than `stallMs`. */
  sweep(): void;
  /** seq of the newest event known here */
  head(): number;
}

export interface Subscription {
  /** The outlet has emptied. */
  drained(): void;
  /** The outlet is gone. */
  closed(): void;
}

export interface FanOutLimits {
  /** events and bytes kept in memory for readers that come back */
  ringEvents: number;
  ringBytes: number;
  /** bytes written to a reader at a time */
  chunkBytes: number;
  /** an outlet that holds more than this is full */
  highWaterBytes: number;
  /** how long an outlet may stay full before it is cut */
  stallMs: number;
  /** events per read of the log, and reads under way at once */
  logReadEvents: number;
  logReadsAtOnce: number;
}

export const fanOutDefaults: FanOutLimits = {
  ringEvents: 10_000,
  ringBytes: 16 * 1024 * 1024,
  chunkBytes: 128 * 1024,
  highWaterBytes: 256 * 1024,
  stallMs: 30_000,
  logReadEvents: 500,
  logReadsAtOnce: 4,
};

export interface FanOutPorts {
  log: EventLog;
  clock: Clock;
  /** Runs the flush after the events of this tick are all in. */
  defer: (flush: () => void) => void;
  limits?: Partial<FanOutLimits>;
}

export function createFanOut(ports: FanOutPorts): FanOut {
  const { log, clock, defer } = ports;
  const limits = { ...fanOutDefaults, ...ports.limits };
  const ring = createRing({
    events: limits.ringEvents,
    bytes: limits.ringBytes,
    chunkBytes: limits.chunkBytes,
  });
  const past = createLogReader(log, {
    events: limits.logReadEvents,
    chunkBytes: limits.chunkBytes,
    atOnce: limits.logReadsAtOnce,
  });
  const subscribers = new Set<Subscriber>();
  /** null until the log has said, or the first event has come */
  let head: number | null = null;
  let flushing = false;

  function flushSoon(): void {
    if (flushing) return;
    flushing = true;
    defer(flush);
  }

  function flush(): void {
    flushing = false;
    for (const subscriber of subscribers) pump(subscriber);
  }

  /** Writes what is due until there is nothing more, the outlet is full, or the log has to be asked. */
  function pump(subscriber: Subscriber): void {
    while (subscriber.phase.at === "live") {
      if (subscriber.outlet.buffered() > limits.highWaterBytes) {
        subscriber.phase = { at: "full", since: clock.now() };
        return;
      }
      const due = ring.after(subscriber.cursor);
      if (due === null && subscriber.cursor >= (head ?? 0)) {
        if (subscriber.owed) subscriber.outlet.write(factoriesChangedFrame(head ?? 0, clock.now()));
        subscriber.owed = false;
        return;
      }
      if (due === null || due === "past") {
        ask(subscriber, () => replay(subscriber));
        return;
      }
      subscriber.outlet.write(due.bytes);
      subscriber.cursor = due.last;
    }
  }

  /** Leaves the reader alone while `question` is asked of the log, then goes on; a log that fails cuts the reader. */
  function ask(subscriber: Subscriber, question: () => Promise<void>): void {
    subscriber.phase = { at: "asking" };
    question().then(
      () => {
        if (subscriber.phase.at !== "asking") return;
        subscriber.phase = { at: "live" };
        pump(subscriber);
      },
      () => {
        if (subscriber.phase.at !== "closed") subscriber.outlet.cut("log_failed");
      },
    );
  }

  async function replay(subscriber: Subscriber): Promise<void> {
    const chunk = await past.read(subscriber.cursor);
    if (subscriber.phase.at === "closed") return;
    if (chunk === null) return resync(subscriber, "past_gone");
    subscriber.outlet.write(chunk.bytes);
    subscriber.cursor = chunk.last;
  }

  async function resync(subscriber: Subscriber, reason: ResyncReason): Promise<void> {
    const oldest = await log.oldest();
    if (subscriber.phase.at === "closed") return;
    subscriber.cursor = head ?? 0;
    subscriber.outlet.write(resyncFrame(reason, oldest, subscriber.cursor, clock.now()));
  }

  async function open(subscriber: Subscriber, since: number | undefined): Promise<void> {
    if (head === null) {
      const logged = await log.head();
      head ??= logged;
    }
    if (subscriber.phase.at === "closed") return;
    subscriber.outlet.write(connectedFrame(head, clock.now()));
    subscriber.cursor = since ?? head;
    // History may have been read between an event's commit and its publication: that reader is ahead by rights.
    if (subscriber.cursor > head && subscriber.cursor > (await log.head())) {
      await resync(subscriber, "ahead_of_log");
    }
  }

  return {
    publish(events) {
      for (const event of events) {
        if (head !== null && event.seq <= head) continue;
        ring.append(event.seq, eventFrame(event));
        head = event.seq;
      }
      flushSoon();
    },

    subscribe(outlet, since) {
      const subscriber: Subscriber = { outlet, phase: { at: "asking" }, cursor: 0, owed: false };
      subscribers.add(subscriber);
      ask(subscriber, () => open(subscriber, since));
      return {
        drained() {
          if (subscriber.phase.at !== "full") return;
          subscriber.phase = { at: "live" };
          pump(subscriber);
        },
        closed() {
          subscriber.phase = { at: "closed" };
          subscribers.delete(subscriber);
        },
      };
    },

    factoriesChanged() {
      for (const subscriber of subscribers) subscriber.owed = true;
      flushSoon();
    },

    ping() {
      const frame = pingFrame(head ?? 0, clock.now());
      for (const { phase, outlet } of subscribers) if (phase.at === "live") outlet.write(frame);
    },

    sweep() {
      const latest = clock.now() - limits.stallMs;
      for (const { phase, outlet } of subscribers) {
        if (phase.at === "full" && phase.since <= latest) outlet.cut("stalled");
      }
    },

    head: () => head ?? 0,
  };
}
