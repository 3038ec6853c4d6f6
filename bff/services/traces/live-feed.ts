import type { Clock } from "../../ports/clock.ts";
import type { LiveSpans, ToldSpan } from "../../ports/live-spans.ts";
import { type FrameRun, frameRun, joinFrames, textFrame } from "../hub/frame.ts";
import { spanText } from "./span-frame.ts";

/** Where a watcher's bytes go: one socket, seen from here. None of these may throw. */
export interface TraceOutlet {
  /** Queues whole frames. */
  write(bytes: Uint8Array): void;
  /** bytes queued and not yet taken by the operating system */
  buffered(): number;
  /** Ends the connection: it did not read for too long, or nothing happened for long. */
  cut(reason: "stalled" | "idle"): void;
}

export interface FeedLimits {
  /** an outlet that holds more than this is left alone until it drains */
  highWaterBytes: number;
  /** how long an outlet may stay full before it is cut */
  stallMs: number;
  /** a watcher that nothing went to and nothing came from for so long is cut */
  idleMs: number;
  /** spans that are sent at once; of a larger burst the newest */
  mostAtOnce: number;
}

export const feedDefaults: FeedLimits = {
  highWaterBytes: 1024 * 1024,
  stallMs: 30_000,
  idleMs: 15 * 60_000,
  mostAtOnce: 1000,
};

export interface TraceWatch {
  /** The outlet has emptied. */
  drained(): void;
  /** Something came from it. */
  heard(): void;
  /** The outlet is gone. */
  closed(): void;
}

interface Watcher {
  outlet: TraceOutlet;
  fits(told: ToldSpan): boolean;
  /** when its outlet was found full, epoch ms; null: it keeps up */
  fullSince: number | null;
  /** spans that were not sent to it since it last was told so */
  missed: number;
  activeAt: number;
}

/**
 * The live spans for who watches them: `{ event: "trace", data: span }` per span that is new or has changed, in order.
 * Nobody is waited for and nothing is queued: who reads too slowly misses spans and is told so by `{ event: "resync",
 * data: { missed } }` before the next; it then reads `/api/traces/active` again. `{ event: "ping", t }` is sent in between.
 */
export interface LiveFeed {
  watch(outlet: TraceOutlet, fits: (told: ToldSpan) => boolean): TraceWatch;
  ping(): void;
  /** Cuts those who have been full or idle for too long. */
  sweep(): void;
  watchers(): number;
}

export function createLiveFeed(ports: {
  live: LiveSpans;
  clock: Clock;
  /** runs the flush after all that is committed in this turn is in */
  defer: (flush: () => void) => void;
  limits?: Partial<FeedLimits>;
}): LiveFeed {
  const { live, clock, defer } = ports;
  const limits = { ...feedDefaults, ...ports.limits };
  const watchers = new Set<Watcher>();
  /** by id: of a span that changed twice meanwhile the newest state is sent */
  let pending = new Map<number, ToldSpan>();
  let newest = 0;
  let end: (() => void) | null = null;

  function take(spans: readonly ToldSpan[]): void {
    if (pending.size === 0 && spans.length > 0) defer(flush);
    for (const told of spans) {
      const { id } = told.span;
      // most are new, and come after all others
      if (id > newest) newest = id;
      else pending.delete(id);
      pending.set(id, told);
    }
  }

  function flush(): void {
    const all = [...pending.values()];
    pending = new Map();
    const wanted = [...watchers].map((watcher) => ({ watcher, spans: taken(watcher, all) }));
    const sent = inAny(all, wanted);
    if (sent.length === 0) return;
    // made once for all: most watchers want all there is
    const run = frameRun(sent.map(spanText));
    const places = new Map(sent.map((span, at) => [span, at]));
    for (const { watcher, spans } of wanted) {
      if (spans.length === 0) continue;
      tellMissed(watcher);
      const whole = spans.length === sent.length;
      watcher.outlet.write(
        whole ? run.bytes : joinFrames(spans.map((span) => frameAt(run, places.get(span)!))),
      );
      watcher.activeAt = clock.now();
      if (watcher.outlet.buffered() > limits.highWaterBytes) watcher.fullSince = clock.now();
    }
  }

  /** Those of the spans that go to this watcher now; the others that it wants are missed. */
  function taken(watcher: Watcher, all: readonly ToldSpan[]): readonly ToldSpan[] {
    const spans = all.filter(watcher.fits);
    const sent = watcher.fullSince === null ? spans.slice(-limits.mostAtOnce) : [];
    watcher.missed += spans.length - sent.length;
    return sent;
  }

  function tellMissed(watcher: Watcher): void {
    if (watcher.missed === 0) return;
    watcher.outlet.write(frameOfEvent({ event: "resync", data: { missed: watcher.missed } }));
    watcher.missed = 0;
  }

  return {
    watch(outlet, fits) {
      const watcher: Watcher = { outlet, fits, fullSince: null, missed: 0, activeAt: clock.now() };
      watchers.add(watcher);
      end ??= live.subscribe(take);
      outlet.write(pingFrame(clock.now()));
      return {
        drained() {
          watcher.fullSince = null;
          if (watchers.has(watcher)) tellMissed(watcher);
        },
        heard() {
          watcher.activeAt = clock.now();
        },
        closed() {
          watchers.delete(watcher);
          if (watchers.size > 0) return;
          end?.();
          end = null;
        },
      };
    },
    ping() {
      const frame = pingFrame(clock.now());
      for (const { fullSince, outlet } of watchers) if (fullSince === null) outlet.write(frame);
    },
    sweep() {
      const now = clock.now();
      for (const { fullSince, activeAt, outlet } of watchers) {
        if (fullSince !== null && now - fullSince >= limits.stallMs) outlet.cut("stalled");
        else if (now - activeAt >= limits.idleMs) outlet.cut("idle");
      }
    },
    watchers: () => watchers.size,
  };
}

type FeedEvent = { event: "resync"; data: { missed: number } } | { event: "ping"; t: number };

const frameOfEvent = (event: FeedEvent): Uint8Array => textFrame(JSON.stringify(event));
const pingFrame = (t: number): Uint8Array => frameOfEvent({ event: "ping", t });

/** The spans that somebody is sent, in their order. */
function inAny(
  all: readonly ToldSpan[],
  wanted: readonly { spans: readonly ToldSpan[] }[],
): readonly ToldSpan[] {
  const lists = wanted.map(({ spans }) => spans).filter(({ length }) => length > 0);
  const longest = lists.find(({ length }) => length === all.length);
  if (longest !== undefined || lists.length < 2) return longest ?? lists[0] ?? [];
  const some = new Set(lists.flat());
  return all.filter((span) => some.has(span));
}

const frameAt = ({ bytes, ends }: FrameRun, at: number): Uint8Array =>
  bytes.subarray(at === 0 ? 0 : ends[at - 1], ends[at]);
