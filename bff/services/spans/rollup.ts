import type { OperationLog } from "../../../shared/models/span.ts";
import { latencyBucket } from "../../../shared/trace/latency-bucket.ts";
import type { Statement } from "../../ports/database.ts";

interface Minute {
  minute: string;
  source: string;
  count: number;
  errors: number;
  timed: number;
  totalMs: number;
  /** how many took up to so many milliseconds and more than the bucket before */
  latency: Map<number, number>;
}

/** What the rows of one transaction add to the counts by minute. */
export interface Rollup {
  /** `log` ended something */
  add(log: OperationLog): void;
  statements(): Statement[];
}

const addMinute = `INSERT INTO span_minutes (minute, source, count, errors, timed, total_ms) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (minute, source) DO UPDATE SET count = count + excluded.count, errors = errors + excluded.errors,
  timed = timed + excluded.timed, total_ms = total_ms + excluded.total_ms`;
const addLatency = `INSERT INTO span_latency (minute, source, upto_ms, count) VALUES (?, ?, ?, ?)
  ON CONFLICT (minute, source, upto_ms) DO UPDATE SET count = count + excluded.count`;

export function createRollup(): Rollup {
  const minutes = new Map<string, Minute>();
  return {
    add({ timestamp, source, status, duration_ms }) {
      const minute = minuteOf(timestamp);
      const key = minute + source;
      let cell = minutes.get(key);
      if (cell === undefined) {
        cell = { minute, source, count: 0, errors: 0, timed: 0, totalMs: 0, latency: new Map() };
        minutes.set(key, cell);
      }
      cell.count += 1;
      if (status === "error") cell.errors += 1;
      if (duration_ms === null) return;
      const ms = Math.max(0, duration_ms);
      cell.timed += 1;
      cell.totalMs += ms;
      const bucket = latencyBucket(ms);
      cell.latency.set(bucket, (cell.latency.get(bucket) ?? 0) + 1);
    },
    statements() {
      const statements: Statement[] = [];
      for (const { minute, source, count, errors, timed, totalMs, latency } of minutes.values()) {
        statements.push({ sql: addMinute, params: [minute, source, count, errors, timed, totalMs] });
        for (const [upto, many] of latency)
          statements.push({ sql: addLatency, params: [minute, source, upto, many] });
      }
      return statements;
    },
  };
}

/** `2026-11-20T12:34`; a year beyond 9999 or before 0 is as long as it is */
export const minuteOf = (timestamp: string): string => timestamp.slice(0, timestamp.lastIndexOf(":"));
