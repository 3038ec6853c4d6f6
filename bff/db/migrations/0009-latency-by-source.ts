import type { Migration } from "./migration.ts";

/** How long what ended in a minute took, of each source. */
export const latencyBySource: Migration = {
  id: 9,
  name: "latency by source",
  statements: [
    "ALTER TABLE span_latency RENAME TO span_latency_of_all",
    `CREATE TABLE span_latency (
      minute TEXT NOT NULL,
      source TEXT NOT NULL,
      upto_ms REAL NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (minute, source, upto_ms)
    ) STRICT, WITHOUT ROWID`,
    // no source is called '': of minutes that were counted before, all together are known
    `INSERT INTO span_latency (minute, source, upto_ms, count)
      SELECT minute, '', upto_ms, count FROM span_latency_of_all`,
    "DROP TABLE span_latency_of_all",
  ],
};
