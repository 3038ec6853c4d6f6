import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CallTime, callOrder } from "./live-order.ts";

const span = (start_us: number, end_us: number): CallTime => ({ start_us, end_us });

describe("the order of calls", () => {
  test("one waits for those that had ended before it began, and not for those that overlapped", () => {
    const order = callOrder([span(0, 10), span(5, 20), span(12, 15), span(30, 40)]);
    expect(order.ready()).toEqual([0, 1]);
    expect(order.ready()).toEqual([]);
    order.ended(1);
    expect(order.ready()).toEqual([]);
    order.ended(0);
    expect(order.ready()).toEqual([2]);
    order.ended(2);
    expect(order.ready()).toEqual([3]);
  });

  test("one that begins in the moment in which another ends comes after it", () => {
    const order = callOrder([span(0, 5), span(5, 9)]);
    expect(order.ready()).toEqual([0]);
    order.ended(0);
    expect(order.ready()).toEqual([1]);
  });

  test("nobody waits for one that never ended", () => {
    const order = callOrder([
      span(0, Number.POSITIVE_INFINITY),
      span(5, 9),
      span(9, Number.POSITIVE_INFINITY),
    ]);
    expect(order.ready()).toEqual([0, 1]);
    order.ended(1);
    expect(order.ready()).toEqual([2]);
  });

  test("whatever the times: all begin once, each after exactly those it has to wait for", () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 4 }), fc.boolean())
      .map(([start, length, open]) => span(start, open ? Number.POSITIVE_INFINITY : start + length));
    fc.assert(
      fc.property(fc.array(time, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (calls, pick) => {
        const order = callOrder(calls);
        const running: number[] = [];
        const over = new Set<number>();
        const begun = new Set<number>();
        const before = (a: number, b: number): boolean => {
          const [one, other] = [calls[a]!, calls[b]!];
          if (one.end_us > other.start_us) return false;
          // both have no length and share their moment: in the order of the list
          return one.start_us === other.start_us && other.end_us === other.start_us ? a < b : true;
        };
        for (;;) {
          for (const call of order.ready()) {
            expect(begun.has(call)).toBe(false);
            begun.add(call);
            running.push(call);
          }
          // everyone who may begin has begun, and nobody else
          const may = (call: number) =>
            calls.every((_, other) => other === call || !before(other, call) || over.has(other));
          expect([...calls.keys()].filter((call) => may(call) !== begun.has(call))).toEqual([]);
          if (running.length === 0) break;
          const [call] = running.splice(pick.next().value % running.length, 1);
          over.add(call!);
          order.ended(call!);
        }
        expect(begun.size).toBe(calls.length);
      }),
      { numRuns: 500 },
    );
  });
});
