import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFanOut, type FanOutLimits, type Subscription } from "./fan-out.ts";
import { decodeFrames } from "./testing/decode-frames.ts";
import { createLogInMemory } from "./testing/log-in-memory.ts";

interface Message {
  type: string;
  seq: number;
  payload?: Record<string, unknown>;
}

/** A reader behind an outlet that only empties when told to, and that remembers what it held across connections. */
function createReader() {
  const received: Message[] = [];
  let queue: Uint8Array[] = [];
  let writes = 0;
  let open = true;
  const reader = {
    received,
    wasCut: "",
    lateWrites: 0,
    reads: true,
    outlet: {
      write(bytes: Uint8Array) {
        writes += 1;
        if (!open) {
          reader.lateWrites += 1;
          return;
        }
        queue.push(bytes);
        if (reader.reads) reader.take();
      },
      buffered: () => queue.reduce((sum, bytes) => sum + bytes.length, 0),
      cut(reason: string) {
        reader.wasCut = reason;
      },
    },
    take() {
      for (const bytes of queue)
        received.push(...decodeFrames(bytes).map((text) => JSON.parse(text) as Message));
      queue = [];
    },
    lose() {
      open = false;
      queue = [];
    },
    writes: () => writes,
    types: () => received.map(({ type }) => type),
    events: () => received.filter(({ type }) => type === "server_log").map(({ seq }) => seq),
  };
  return reader;
}

function createRig(limits: Partial<FanOutLimits> = {}) {
  const log = createLogInMemory();
  const deferred: (() => void)[] = [];
  const clock = { time: 0, now: () => clock.time };
  const fanOut = createFanOut({ log, clock, limits, defer: (flush) => deferred.push(flush) });
  return {
    log,
    clock,
    fanOut,
    publish: (count: number) => fanOut.publish(log.append(count)),
    tick: () => {
      for (const flush of deferred.splice(0)) flush();
    },
    /** lets everything that was asked of the log come back */
    settle: async () => {
      for (const flush of deferred.splice(0)) flush();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("fan-out", () => {
  test("greets with the head of the log, then gives what comes", async () => {
    const rig = createRig();
    rig.log.append(7);
    const reader = createReader();
    rig.fanOut.subscribe(reader.outlet, undefined);
    await rig.settle();
    rig.publish(2);
    await rig.settle();
    expect(reader.received.map(({ type, seq }) => [type, seq])).toEqual([
      ["connected", 7],
      ["server_log", 8],
      ["server_log", 9],
    ]);
  });

  test("joins past and present without a gap, from the ring and from the log", async () => {
    for (const ringEvents of [3, 1_000]) {
      const rig = createRig({ ringEvents, logReadEvents: 4 });
      rig.publish(20);
      const reader = createReader();
      rig.fanOut.subscribe(reader.outlet, 5);
      rig.publish(1);
      await rig.settle();
      await rig.settle();
      rig.publish(3);
      await rig.settle();
      expect(reader.types()[0]).toBe("connected");
      expect(reader.events()).toEqual(range(6, 24));
    }
  });

  test("writes all events of one tick at once", async () => {
    const rig = createRig();
    const reader = createReader();
    rig.fanOut.subscribe(reader.outlet, 0);
    await rig.settle();
    const before = reader.writes();
    for (let i = 0; i < 50; i += 1) rig.publish(1);
    await rig.settle();
    expect(reader.events()).toEqual(range(1, 50));
    expect(reader.writes() - before).toBe(1);
  });

  test("asks for a resync where the past is no longer kept, and goes on live", async () => {
    const rig = createRig({ ringEvents: 2 });
    rig.publish(20);
    rig.log.trim(5);
    const reader = createReader();
    rig.fanOut.subscribe(reader.outlet, 3);
    await rig.settle();
    rig.publish(1);
    await rig.settle();
    expect(reader.types()).toEqual(["connected", "resync", "server_log"]);
    expect(reader.received[1]).toMatchObject({
      seq: 20,
      payload: { reason: "past_gone", oldest: 16, head: 20 },
    });
    expect(reader.events()).toEqual([21]);
  });

  test("asks for a resync where the reader claims a future that this log never had", async () => {
    const rig = createRig();
    rig.publish(3);
    const reader = createReader();
    rig.fanOut.subscribe(reader.outlet, 90);
    await rig.settle();
    rig.publish(1);
    await rig.settle();
    expect(reader.received[1]).toMatchObject({ type: "resync", seq: 3, payload: { reason: "ahead_of_log" } });
    expect(reader.events()).toEqual([4]);
  });

  test("takes a reader that saw a commit before its publication at its word", async () => {
    const rig = createRig();
    rig.publish(3);
    const committed = rig.log.append(2);
    const reader = createReader();
    rig.fanOut.subscribe(reader.outlet, 5);
    await rig.settle();
    rig.fanOut.publish(committed);
    rig.publish(1);
    await rig.settle();
    expect(reader.types()).toEqual(["connected", "server_log"]);
    expect(reader.events()).toEqual([6]);
  });

  test("a reader that does not read is left alone, holds nobody up, and catches up when it drains", async () => {
    const rig = createRig({ highWaterBytes: 300, chunkBytes: 300, ringEvents: 10 });
    const slow = createReader();
    const quick = createReader();
    slow.reads = false;
    const subscription = rig.fanOut.subscribe(slow.outlet, 0);
    rig.fanOut.subscribe(quick.outlet, 0);
    await rig.settle();
    for (let i = 0; i < 100; i += 1) {
      rig.publish(3);
      await rig.settle();
      expect(slow.outlet.buffered()).toBeLessThan(300 + 300 + 200);
    }
    expect(quick.events()).toEqual(range(1, 300));
    slow.reads = true;
    slow.take();
    subscription.drained();
    await expect.poll(() => slow.events().length).toBe(300);
    expect(slow.events()).toEqual(range(1, 300));
  });

  test("cuts a reader that stays full for too long, and no other", async () => {
    const rig = createRig({ highWaterBytes: 100, chunkBytes: 100, stallMs: 1_000 });
    const stuck = createReader();
    const fine = createReader();
    stuck.reads = false;
    rig.fanOut.subscribe(stuck.outlet, 0);
    rig.fanOut.subscribe(fine.outlet, 0);
    await rig.settle();
    rig.publish(20);
    await rig.settle();
    rig.clock.time = 999;
    rig.fanOut.sweep();
    expect(stuck.wasCut).toBe("");
    rig.clock.time = 1_000;
    rig.fanOut.sweep();
    expect([stuck.wasCut, fine.wasCut]).toEqual(["stalled", ""]);
  });

  test("cuts a reader whose past cannot be read, so that it comes back and asks again", async () => {
    const rig = createRig({ ringEvents: 1 });
    rig.publish(5);
    rig.log.read = () => Promise.reject(new Error("disk gone"));
    const reader = createReader();
    rig.fanOut.subscribe(reader.outlet, 0);
    await rig.settle();
    expect(reader.wasCut).toBe("log_failed");
  });

  test("fetches from the log what was committed but never published here", async () => {
    const rig = createRig();
    const reader = createReader();
    rig.publish(2);
    rig.fanOut.subscribe(reader.outlet, 0);
    await rig.settle();
    rig.log.append(2);
    rig.publish(1);
    await rig.settle();
    expect(reader.events()).toEqual([1, 2, 3, 4, 5]);
  });

  test("tells that the factories have changed, once in a tick, and to who lags behind once it has caught up", async () => {
    const rig = createRig({ highWaterBytes: 100, chunkBytes: 100 });
    const quick = createReader();
    const slow = createReader();
    slow.reads = false;
    rig.publish(20);
    rig.fanOut.subscribe(quick.outlet, undefined);
    const subscription = rig.fanOut.subscribe(slow.outlet, 0);
    await rig.settle();
    for (let times = 0; times < 3; times += 1) {
      rig.fanOut.factoriesChanged();
      rig.fanOut.factoriesChanged();
      await rig.settle();
    }
    expect(quick.types()).toEqual(["connected", ...Array(3).fill("factories_changed")]);
    expect(quick.received.at(-1)).toMatchObject({ seq: 20 });
    slow.reads = true;
    slow.take();
    subscription.drained();
    await expect.poll(() => slow.types().at(-1)).toBe("factories_changed");
    expect(slow.types()).toEqual(["connected", ...Array(20).fill("server_log"), "factories_changed"]);
  });

  test("whatever happens in whatever order, a reader gets every event once and in order, or a resync", async () => {
    const readers = 3;
    const who = fc.integer({ min: 0, max: readers - 1 });
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant("publish"), n: fc.integer({ min: 1, max: 5 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("commit"), n: fc.integer({ min: 1, max: 3 }) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant("tick"), n: fc.constant(0) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant("answer"), n: fc.integer({ min: 0, max: 9 }) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("trim"), n: fc.integer({ min: 0, max: 12 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("block"), n: who }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant("drain"), n: who }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("cut"), n: who }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant("connect"), n: who }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("ping"), n: fc.constant(0) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("factories"), n: fc.constant(0) }) },
    );
    let resyncs = 0;
    let replays = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120, size: "max" }), async (steps) => {
        const rig = createRig({
          ringEvents: 4,
          highWaterBytes: 250,
          chunkBytes: 200,
          logReadEvents: 3,
          logReadsAtOnce: 2,
        });
        // Answers of the log wait until a step lets one of them through, so that everything can happen meanwhile.
        const held: (() => void)[] = [];
        const { head, oldest, read } = { ...rig.log };
        const hold = async <T>(answer: () => Promise<T>): Promise<T> => {
          const value = await answer();
          await new Promise<void>((resolve) => held.push(resolve));
          return value;
        };
        rig.log.head = () => hold(head);
        rig.log.oldest = () => hold(oldest);
        rig.log.read = (after, limit) => {
          replays += 1;
          return hold(() => read(after, limit));
        };
        const unpublished: ReturnType<typeof rig.log.append> = [];
        const slots = range(0, readers - 1).map(() => ({
          reader: null as ReturnType<typeof createReader> | null,
          subscription: null as Subscription | null,
          /** seq up to which this client holds everything, or read history */
          held: 0,
        }));
        const check = (slot: (typeof slots)[number]) => {
          const { reader } = slot;
          if (!reader) return;
          for (const message of reader.received.splice(0)) {
            if (message.type === "server_log") {
              expect(message.seq, "the next event, neither a gap nor a double").toBe(slot.held + 1);
              slot.held = message.seq;
            } else if (message.type === "resync") {
              resyncs += 1;
              slot.held = message.seq;
            }
          }
        };
        const gone: ReturnType<typeof createReader>[] = [];
        const settleMicrotasks = () => new Promise((resolve) => setImmediate(resolve));
        for (const { do: action, n } of steps) {
          const slot = slots[n % readers]!;
          if (action === "publish") {
            rig.fanOut.publish([...unpublished.splice(0), ...rig.log.append(n)]);
          } else if (action === "commit") unpublished.push(...rig.log.append(n));
          else if (action === "tick") rig.tick();
          else if (action === "answer") held.splice(n % Math.max(1, held.length), 1)[0]?.();
          else if (action === "trim") rig.log.trim(n);
          else if (action === "ping") rig.fanOut.ping();
          else if (action === "factories") rig.fanOut.factoriesChanged();
          else if (action === "block" && slot.reader) slot.reader.reads = false;
          else if (action === "drain" && slot.reader) {
            slot.reader.reads = true;
            slot.reader.take();
            slot.subscription?.drained();
          } else if (action === "cut" && slot.reader) {
            slot.reader.lose();
            gone.push(slot.reader);
            slot.subscription?.closed();
            slot.reader = null;
          } else if (action === "connect" && !slot.reader) {
            slot.reader = createReader();
            slot.subscription = rig.fanOut.subscribe(slot.reader.outlet, slot.held);
          }
          await settleMicrotasks();
          for (const each of slots) check(each);
        }
        // Let everything come to rest: then everyone who is connected stands at the head.
        for (let quiet = 0; quiet < 3; ) {
          rig.fanOut.publish(unpublished.splice(0));
          rig.tick();
          for (const slot of slots) {
            if (!slot.reader) continue;
            slot.reader.reads = true;
            slot.reader.take();
            slot.subscription?.drained();
          }
          const answers = held.splice(0);
          for (const answer of answers) answer();
          await settleMicrotasks();
          quiet = answers.length === 0 ? quiet + 1 : 0;
        }
        expect(
          gone.map(({ lateWrites }) => lateWrites).filter(Boolean),
          "written to after it closed",
        ).toEqual([]);
        const newest = await head();
        for (const slot of slots) {
          check(slot);
          if (slot.reader) expect(slot.held, "at the head in the end").toBe(newest);
        }
      }),
      { numRuns: 300 },
    );
    expect(resyncs, "the runs reached the case of a lost past").toBeGreaterThan(0);
    expect(replays, "the runs reached the log").toBeGreaterThan(0);
  });
});
