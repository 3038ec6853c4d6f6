import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PatchRecord } from "../../../../shared/models/patch-record.ts";
import type { PatchFilter } from "../../../../shared/operations/patches.ts";
import { newestFirst, type PatchPlace } from "../../../../shared/patch-cursor.ts";
import { matchesFilter } from "./matches-filter.ts";
import {
  emptyStream,
  MAX_ROWS,
  MAX_WAITING,
  readingFirstPage,
  released,
  type StreamState,
  withFirstPage,
  withInFlight,
  withLive,
  withNewerPage,
  withOlderPage,
} from "./stream-state.ts";
import { record } from "./testing-records.ts";

const ids = (rows: readonly PatchRecord[]) => rows.map(({ patch_id }) => patch_id);
const ready = (rows: PatchRecord[], next: string | null = null): StreamState =>
  withFirstPage(emptyStream, { results: rows, next });
const many = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => record(from + n, from + n + 1)).reverse();

describe("live", () => {
  test("new patches come in at the top and are marked as new", () => {
    const state = withLive(ready([record(1, 1)]), [record(2, 2)]);
    expect(ids(state.rows)).toEqual(["p2", "p1"]);
    expect(state.fresh).toEqual(new Set(["p2"]));
  });

  test("a patch older than what has been read waits for its page", () => {
    const state = withLive(ready([record(5, 5), record(4, 4)], "more"), [record(1, 9)]);
    expect(ids(state.rows)).toEqual(["p5", "p4"]);
  });

  test("the list is bounded: the oldest rows go, and can be read again", () => {
    const state = withLive(ready(many(0, MAX_ROWS)), [record(MAX_ROWS, MAX_ROWS + 1)]);
    expect(state.rows).toHaveLength(MAX_ROWS);
    expect(state.floor).toEqual({ created_at: record(1, 0).created_at, id: 2 });
    const again = withOlderPage({ ...state, away: true }, { results: [record(0, 1)], next: null });
    expect(again.rows.at(-1)!.patch_id).toBe("p0");
    expect(again.floor).toBeNull();
  });
});

describe("pause", () => {
  test("freezes the list, counts new patches once each, loses nothing", () => {
    let state: StreamState = { ...ready([record(1, 1)]), paused: true };
    const frozen = state.rows;
    state = withLive(state, [record(2, 2), record(1, 3, { status: "failed" })]);
    state = withLive(state, [record(2, 4, { status: "validated" }), record(3, 5)]);
    expect(state.rows).toBe(frozen);
    expect(state.unseen).toBe(2);
    state = released({ ...state, paused: false });
    expect(state.rows.map(({ patch_id, seq }) => [patch_id, seq])).toEqual([
      ["p3", 5],
      ["p2", 4],
      ["p1", 3],
    ]);
    expect(state.unseen).toBe(0);
  });

  test("counts only what the filter lets through, as it then is", () => {
    let state: StreamState = { ...ready([]), paused: true, filter: { status: ["failed"] } };
    state = withLive(state, [record(1, 1, { display_status: "applied" })]);
    expect(state.unseen).toBe(0);
    state = withLive(state, [record(1, 2, { display_status: "failed" })]);
    expect(state.unseen).toBe(1);
    state = withLive(state, [record(1, 3, { display_status: "reverted" })]);
    expect(state.unseen).toBe(0);
  });

  test("more than can wait makes the list stale instead of growing without end", () => {
    const state = withLive({ ...ready([]), paused: true }, many(0, MAX_WAITING + 1));
    expect(state.waiting.size).toBe(MAX_WAITING);
    expect(state.stale).toBe(true);
  });
});

describe("scrolled away", () => {
  test("patches on screen change their status, new ones wait", () => {
    const state = withLive({ ...ready([record(1, 1)]), away: true }, [
      record(1, 3, { status: "validated" }),
      record(2, 2),
    ]);
    expect(state.rows.map(({ status }) => status)).toEqual(["validated"]);
    expect(state.unseen).toBe(1);
  });

  test("far down the top is let go, and read again page by page on the way up", () => {
    let state: StreamState = { ...ready(many(100, MAX_ROWS + 100), "more"), away: true };
    state = withOlderPage(state, { results: many(0, 100), next: null });
    expect(state.rows).toHaveLength(MAX_ROWS);
    expect(state.ceiling).toEqual({ created_at: state.rows[0]!.created_at, id: state.rows[0]!.id });
    state = withNewerPage(state, { results: many(MAX_ROWS, MAX_ROWS + 100).reverse(), next: null });
    expect(state.ceiling).toBeNull();
    expect(state.rows[0]!.patch_id).toBe(`p${MAX_ROWS + 99}`);
    expect(state.rows).toHaveLength(MAX_ROWS);
  });
});

/**
 * The promise of the list, against a server in memory: whatever the interleaving of writes, deliveries and page
 * reads, with answers that arrive late, once everything has been delivered the list is exactly what the server
 * holds, as deep as it was read.
 */
describe("history and live are one list", () => {
  const statuses = ["applied", "validated", "failed"] as const;
  type Step =
    | { do: "write"; n: number; status: (typeof statuses)[number] }
    | { do: "deliver"; count: number }
    | { do: "ask-first" | "ask-older" | "answer" | "hold" | "release" };
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant("write" as const),
        n: fc.nat(30),
        status: fc.constantFrom(...statuses),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant("deliver" as const), count: fc.integer({ min: 1, max: 4 }) }),
    },
    fc.record({
      do: fc.constantFrom(
        "ask-first" as const,
        "ask-older" as const,
        "answer" as const,
        "hold" as const,
        "release" as const,
      ),
    }),
  );
  const filters = fc.constantFrom<PatchFilter>(
    {},
    { status: ["applied"] },
    { status: ["failed", "validated"] },
  );

  function serverOf() {
    const patches = new Map<number, PatchRecord>();
    const log: PatchRecord[] = [];
    return {
      log,
      write(n: number, status: (typeof statuses)[number]) {
        const now = record(n, log.length + 1, { status, display_status: status });
        patches.set(n, now);
        log.push(now);
      },
      page(filter: PatchFilter, after: PatchPlace | null, limit = 4) {
        const fitting = [...patches.values()]
          .filter((row) => matchesFilter(row, filter) && (after === null || newestFirst(row, after) > 0))
          .sort(newestFirst);
        return { results: fitting.slice(0, limit), next: fitting.length > limit ? "more" : null };
      },
      all: (filter: PatchFilter) =>
        [...patches.values()].filter((row) => matchesFilter(row, filter)).sort(newestFirst),
    };
  }

  test("whatever the interleaving", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), filters, (steps, filter) => {
        const server = serverOf();
        let state: StreamState = withFirstPage({ ...emptyStream, filter }, server.page(filter, null));
        let delivered = server.log.length;
        let asked: {
          end: "first" | "older";
          page: ReturnType<typeof server.page>;
          inFlight: PatchRecord[];
        } | null = null;

        const deliver = (count: number) => {
          const batch = server.log.slice(delivered, delivered + count);
          delivered += batch.length;
          asked?.inFlight.push(...batch);
          if (batch.length > 0) state = withLive(state, batch);
        };
        const settle = () => {
          if (asked === null) return;
          const { end, page, inFlight } = asked;
          asked = null;
          state = end === "first" ? withFirstPage(state, page) : withOlderPage(state, page);
          state = withInFlight(state, inFlight);
        };
        const release = () => {
          state = released({ ...state, paused: false, away: false });
        };
        for (const one of steps) {
          if (one.do === "write") server.write(one.n, one.status);
          else if (one.do === "deliver") deliver(one.count);
          else if (one.do === "answer") settle();
          else if (one.do === "hold") state = { ...state, away: true };
          else if (one.do === "release") release();
          else if (asked === null) {
            if (one.do === "ask-first" && !state.away) {
              state = readingFirstPage(state);
              asked = { end: "first", page: server.page(filter, null), inFlight: [] };
            } else if (one.do === "ask-older" && state.floor !== null)
              asked = { end: "older", page: server.page(filter, state.floor), inFlight: [] };
          }
        }
        settle();
        deliver(server.log.length);
        release();
        const whole = server.all(filter);
        const floor = state.floor;
        const deep = floor === null ? whole : whole.filter((row) => newestFirst(row, floor) <= 0);
        expect(state.rows).toEqual(deep);
      }),
      { numRuns: 600 },
    );
  });
});
