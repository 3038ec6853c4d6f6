import { bucketPlace, latencyBounds } from "../../../shared/trace/latency-bucket.ts";
import type { Statement } from "../../ports/database.ts";
import type { LogHead } from "../../ports/live-spans.ts";
import { manyRows } from "./many-rows.ts";

interface Minute {
  minute: string;
  source: string;
  count: number;
  errors: number;
  timed: number;
  totalMs: number;
  /** by bucket: how many took up to its bound and more than that of the one before */
  latency: number[];
}

/** What the rows of one transaction add to the counts by minute. */
export interface Rollup {
  /** `log` ended something */
  add(log: LogHead): void;
  statements(): Statement[];
}

const minuteStatements = manyRows<Minute>({
  into: "INSERT INTO span_minutes",
  columns: ["minute", "source", "count", "errors", "timed", "total_ms"],
  after: `ON CONFLICT (minute, source) DO UPDATE SET count = count + excluded.count, errors = errors + excluded.errors,
  timed = timed + excluded.timed, total_ms = total_ms + excluded.total_ms`,
  bind: (params, { minute, source, count, errors, timed, totalMs }) =>
    params.push(minute, source, count, errors, timed, totalMs),
});

const latencyStatements = manyRows<{ of: Minute; bucket: number }>({
  into: "INSERT INTO span_latency",
  columns: ["minute", "source", "upto_ms", "count"],
  after: "ON CONFLICT (minute, source, upto_ms) DO UPDATE SET count = count + excluded.count",
  bind: (params, { of, bucket }) =>
    params.push(of.minute, of.source, latencyBounds[bucket], of.latency[bucket]),
});

export function createRollup(): Rollup {
  const minutes = new Map<string, Map<string, Minute>>();
  // rows that come together are of one minute, most of them
  let last: { minute: string; sources: Map<string, Minute> } | null = null;

  function sourcesOf(timestamp: string): { minute: string; sources: Map<string, Minute> } {
    if (last !== null && isWithin(timestamp, last.minute)) return last;
    const minute = minuteOf(timestamp);
    let sources = minutes.get(minute);
    if (sources === undefined) {
      sources = new Map();
      minutes.set(minute, sources);
    }
    last = { minute, sources };
    return last;
  }

  return {
    add({ timestamp, source, status, duration_ms }) {
      const { minute, sources } = sourcesOf(timestamp);
      let cell = sources.get(source);
      if (cell === undefined) {
        cell = { minute, source, count: 0, errors: 0, timed: 0, totalMs: 0, latency: noLatency.slice() };
        sources.set(source, cell);
      }
      cell.count += 1;
      if (status === "error") cell.errors += 1;
      if (duration_ms === null) return;
      const ms = Math.max(0, duration_ms);
      cell.timed += 1;
      cell.totalMs += ms;
      cell.latency[bucketPlace(ms)]! += 1;
    },
    statements() {
      const cells = [...minutes.values()].flatMap((sources) => [...sources.values()]);
      const buckets: { of: Minute; bucket: number }[] = [];
      for (const of of cells)
        for (let bucket = 0; bucket < of.latency.length; bucket += 1)
          if (of.latency[bucket]! > 0) buckets.push({ of, bucket });
      return [...minuteStatements(cells), ...latencyStatements(buckets)];
    },
  };
}

const noLatency: readonly number[] = latencyBounds.map(() => 0);

/** `2026-11-20T12:34`; a year beyond 9999 or before 0 is as long as it is */
export const minuteOf = (timestamp: string): string => timestamp.slice(0, timestamp.lastIndexOf(":"));

const isWithin = (timestamp: string, minute: string): boolean =>
  timestamp.length === minute.length + secondsLength && timestamp.startsWith(minute);
/** of an ISO time: `:56.789Z` */
const secondsLength = 8;
