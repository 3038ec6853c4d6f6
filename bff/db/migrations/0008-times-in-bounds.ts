import type { Migration } from "./migration.ts";

/** The begin of 2250, microseconds: where times end. Below it, sums of begins and lengths are exact as numbers. */
const end = "8835955200000000";
/** ISO-8601 text sorts as time does, and a year of more than four digits before all others. */
const noTime = (column: string): string => `(${column} < '1970' OR ${column} >= '2250')`;
/** Whose rows say such times. Some that say times just in bounds are among them, and come out as they were. */
const inDoubt = `(start_us < 0 OR end_us >= ${end})`;
const tracesInDoubt = `(SELECT trace_id FROM trace_summaries WHERE ${inDoubt})`;

const heardUs = (iso: string): string => `CAST(round(unixepoch(${iso}, 'subsec') * 1000) AS INTEGER) * 1000`;
/** Details that SQLite cannot read, as very deep ones, stay as they are. */
const noted = (name: string, value: string): string =>
  `CASE WHEN json_valid(l.details) THEN json_set(l.details, '$.${name}', ${value}) ELSE l.details END`;

const opening = "('request_received', 'before_rpc', 'before_call', 'replay_span_start', 'replay_start')";
const closing = `('response_sent', 'after_rpc', 'after_call', 'error', 'replay_span_end', 'replay_error',
  'replay_complete', 'replay_abort')`;

/**
 * Logs of times before 1970 and after 2249 are refused; from when they were taken some are stored, and no list that has
 * one of their traces can be read. They get the time at which their trace was last heard of, as a log that says no time
 * has that of its arrival, and keep under `sent_timestamp` what they said. A length that leads beyond 2249 is cut to the
 * longest that is taken, and stands under `sent_duration_ms`.
 */
export const timesInBounds: Migration = {
  id: 8,
  name: "times in bounds",
  statements: [
    `UPDATE operation_logs AS l SET details = ${noted("sent_timestamp", "l.timestamp")},
      timestamp = s.updated_at, start_us = ${heardUs("s.updated_at")}
      FROM trace_summaries s WHERE s.trace_id = l.trace_id AND ${noTime("l.timestamp")}`,
    `UPDATE operation_logs AS l SET details = ${noted("sent_duration_ms", "l.duration_ms")}, duration_ms = 1e10
      WHERE l.trace_id IN ${tracesInDoubt} AND l.duration_ms > 1e10 AND l.start_us + l.duration_ms * 1000 >= ${end}`,
    // what the writer keeps as rows arrive: called after the earliest root, or where there is none, the earliest row
    `UPDATE trace_summaries AS s SET (operation, source) =
      (SELECT operation, source FROM operation_logs l WHERE l.trace_id = s.trace_id
        ORDER BY l.parent_span_id IS NOT NULL, l.start_us, l.id LIMIT 1)
      WHERE ${inDoubt} AND EXISTS (SELECT 1 FROM operation_logs l WHERE l.trace_id = s.trace_id)`,
    // the length of what closes a span lies behind it
    `UPDATE trace_summaries AS s SET start_us = m.start_us, end_us = m.end_us, root_us = m.root_us
      FROM (SELECT l.trace_id, min(l.start_us) AS start_us,
          min(CASE WHEN l.parent_span_id IS NULL THEN l.start_us END) AS root_us,
          max(l.start_us + CASE WHEN l.stage IN ${closing} AND l.id > b.id THEN 0
            ELSE max(0, CAST(round(ifnull(l.duration_ms, 0) * 1000) AS INTEGER)) END) AS end_us
        FROM operation_logs l LEFT JOIN
          (SELECT trace_id, min(id) AS id FROM operation_logs
            WHERE trace_id IN ${tracesInDoubt} AND duration_ms IS NULL AND stage IN ${opening} GROUP BY trace_id) b
          ON b.trace_id = l.trace_id
        WHERE l.trace_id IN ${tracesInDoubt} GROUP BY l.trace_id) m
      WHERE m.trace_id = s.trace_id`,
    // their rows were swept away, and they stayed
    `UPDATE trace_summaries AS s SET start_us = ${heardUs("updated_at")}, end_us = ${heardUs("updated_at")},
      root_us = CASE WHEN root_us IS NULL THEN NULL ELSE ${heardUs("updated_at")} END
      WHERE ${inDoubt} AND NOT EXISTS (SELECT 1 FROM operation_logs l WHERE l.trace_id = s.trace_id)`,
    // counts of minutes that never are: no list shows them, and the sums since any minute had them in
    ...["span_minutes", "span_latency"].map((table) => `DELETE FROM ${table} WHERE ${noTime("minute")}`),
  ],
};
