import { describe, expect, test } from "vitest";
import type { Span } from "../../../shared/models/span.ts";
import type { LiveSpans, ToldSpan } from "../../ports/live-spans.ts";
import { decodeFrames } from "../hub/testing/decode-frames.ts";
import { createLiveFeed } from "./live-feed.ts";

const span = (id: number, source = "ui"): Span => ({
  id,
  trace_id: "t",
  span_id: `s${id}`,
  parent_span_id: null,
  source,
  stage: "processing",
  operation: "work",
  task_uuid: null,
  start_us: id,
  duration_us: 1,
  status: "ok",
  details: {},
  events: [],
  marks: [],
});

function setUp(limits: Parameters<typeof createLiveFeed>[0]["limits"] = {}) {
  let now = 1000;
  const readers = new Set<(spans: readonly ToldSpan[]) => void>();
  const live: LiveSpans = {
    add() {},
    recent: async () => [],
    subscribe(tell) {
      readers.add(tell);
      return () => readers.delete(tell);
    },
  };
  const turns: (() => void)[] = [];
  const feed = createLiveFeed({ live, clock: { now: () => now }, defer: (run) => turns.push(run), limits });
  return {
    feed,
    readers,
    wait(ms: number) {
      now += ms;
    },
    tell: (...spans: Span[]) => {
      const told = spans.map(({ details, ...of }) => ({ span: of, details: JSON.stringify(details) }));
      for (const reader of readers) reader(told);
    },
    turn() {
      for (const run of turns.splice(0)) run();
    },
    watch(fits: (told: ToldSpan) => boolean = () => true) {
      const outlet = {
        received: [] as { event: string; data?: { id?: number; missed?: number } }[],
        cuts: [] as string[],
        full: 0,
        write(bytes: Uint8Array) {
          for (const text of decodeFrames(bytes)) outlet.received.push(JSON.parse(text));
        },
        buffered: () => outlet.full,
        cut: (reason: string) => outlet.cuts.push(reason),
        seen: () => outlet.received.flatMap(({ event, data }) => (event === "trace" ? [data!.id] : [])),
      };
      return Object.assign(outlet, feed.watch(outlet, fits));
    },
  };
}

describe("the live feed", () => {
  test("sends each span that fits, once a turn, the newest state of one that changed meanwhile", () => {
    const { watch, tell, turn } = setUp();
    const all = watch();
    const some = watch(({ span }) => span.source === "ui");
    tell(span(1), span(2, "api"));
    tell({ ...span(1), duration_us: 9 }, span(3));
    turn();
    expect(all.received.slice(1).map(({ data }) => data)).toMatchObject([
      { id: 2 },
      { id: 1, duration_us: 9 },
      { id: 3 },
    ]);
    expect(some.seen()).toEqual([1, 3]);
  });

  test("sends each of several watchers its own share, where none takes all", () => {
    const { watch, tell, turn } = setUp();
    const [ui, api, both] = [["ui"], ["api"], ["ui", "api"]].map((of) =>
      watch(({ span }) => of.includes(span.source)),
    );
    tell(span(1), span(2, "api"), span(3, "mail"), span(4, "api"), span(5));
    turn();
    expect([ui, api, both].map((one) => one!.seen())).toEqual([
      [1, 5],
      [2, 4],
      [1, 2, 4, 5],
    ]);
    tell(span(6, "mail"));
    turn();
    expect(both!.seen()).toHaveLength(4);
  });

  test("leaves a slow reader alone, tells it what it missed when it reads again, and holds up nobody", () => {
    const { feed, watch, tell, turn } = setUp({ highWaterBytes: 100 });
    const slow = watch();
    const quick = watch();
    slow.full = 101;
    for (const n of [1, 2, 3]) {
      tell(span(n));
      turn();
    }
    feed.ping();
    expect(slow.seen()).toEqual([1]);
    expect(quick.seen()).toEqual([1, 2, 3]);
    slow.full = 0;
    slow.drained();
    tell(span(4));
    turn();
    expect(slow.received.slice(2)).toMatchObject([
      { event: "resync", data: { missed: 2 } },
      { event: "trace", data: { id: 4 } },
    ]);
  });

  test("sends the newest of a burst, and says how many it left out", () => {
    const { watch, tell, turn } = setUp({ mostAtOnce: 2 });
    const reader = watch();
    tell(...[1, 2, 3, 4, 5].map((n) => span(n)));
    turn();
    expect(reader.received.slice(1)).toMatchObject([
      { event: "resync", data: { missed: 3 } },
      { data: { id: 4 } },
      { data: { id: 5 } },
    ]);
  });

  test("cuts who stays full or idle for too long, and nobody else", () => {
    const { feed, watch, tell, turn, wait } = setUp({ highWaterBytes: 100, stallMs: 30, idleMs: 900 });
    const stuck = watch();
    const busy = watch(({ span }) => span.source === "ui");
    const idle = watch(() => false);
    const talks = watch(() => false);
    stuck.full = 101;
    tell(span(1));
    turn();
    stuck.full = 101;
    wait(899);
    tell(span(2));
    talks.heard();
    turn();
    wait(1);
    feed.sweep();
    expect([stuck.cuts, busy.cuts, idle.cuts, talks.cuts]).toEqual([["stalled"], [], ["idle"], []]);
  });

  test("listens to the spans only while somebody watches", () => {
    const { readers, watch } = setUp();
    expect(readers.size).toBe(0);
    const [one, two] = [watch(), watch()];
    expect(readers.size).toBe(1);
    one.closed();
    expect(readers.size).toBe(1);
    two.closed();
    expect(readers.size).toBe(0);
  });
});
