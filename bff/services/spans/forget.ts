import { sql } from "drizzle-orm";
import type { Database, Statement } from "../../ports/database.ts";
import { minuteOf } from "./rollup.ts";

const rowsAStep = 1000;
const tracesAStep = 500;
const minutesAStep = 60;

/**
 * One small step of removing what is older than `before` (epoch ms): log rows by when they began, traces that ended
 * before, counts by their minute. None where nothing is.
 */
export async function forgetStatements({ orm }: Database, before: number): Promise<Statement[]> {
  const at = new Date(before).toISOString();
  const minute = minuteOf(at);
  const us = before * 1000;
  const [old] = await orm.values<[number]>(sql`SELECT
    EXISTS (SELECT 1 FROM operation_logs WHERE timestamp < ${at})
    OR EXISTS (SELECT 1 FROM trace_summaries WHERE start_us < ${us} AND end_us < ${us})
    OR EXISTS (SELECT 1 FROM span_minutes WHERE minute < ${minute})
    OR EXISTS (SELECT 1 FROM span_latency WHERE minute < ${minute})`);
  if (old?.[0] !== 1) return [];
  return [
    {
      sql: `DELETE FROM operation_logs WHERE id IN
        (SELECT id FROM operation_logs WHERE timestamp < ? ORDER BY timestamp LIMIT ${rowsAStep})`,
      params: [at],
    },
    {
      sql: `DELETE FROM trace_summaries WHERE trace_id IN
        (SELECT trace_id FROM trace_summaries WHERE start_us < ? AND end_us < ? ORDER BY start_us LIMIT ${tracesAStep})`,
      params: [us, us],
    },
    ...["span_minutes", "span_latency"].map((table) => ({
      sql: `DELETE FROM ${table} WHERE minute IN
        (SELECT DISTINCT minute FROM ${table} WHERE minute < ? ORDER BY minute LIMIT ${minutesAStep})`,
      params: [minute],
    })),
  ];
}
