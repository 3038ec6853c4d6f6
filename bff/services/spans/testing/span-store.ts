import { sql } from "drizzle-orm";
import { afterEach, beforeEach } from "vitest";
import type { LogEvent } from "../../../../shared/models/log-event.ts";
import type { OperationLog } from "../../../../shared/models/span.ts";
import { openStore } from "../../../host/node/fixtures/store.ts";
import type { Database } from "../../../ports/database.ts";
import { createSpanWriter, type SpanWriterOptions } from "../span-writer.ts";

/** The clock of the writers, which stands; in milliseconds and in microseconds. */
export const noon = Date.parse("2026-11-20T12:00:00Z");
export const us = noon * 1000;
/** Where events come from that name no trace. */
export const from = { traceId: "flow" };

/** The database of the test that runs, and what its writers have told of. */
export let db: Database;
export let published: OperationLog[];

/** Each test of the file has a store of its own. */
export function setUpSpanStore(): void {
  beforeEach(async () => {
    db = await openStore();
    published = [];
  });
  afterEach(() => db.close());
}

export const writer = (options: Partial<SpanWriterOptions> = {}) =>
  createSpanWriter({
    db,
    clock: { now: () => noon },
    publish: (rows) =>
      void published.push(...rows.map(({ log, text }) => ({ ...log, details: JSON.parse(text) }))),
    ...options,
  });

/** An event; what a test does not say of it is plain. */
export const log = (fields: Partial<LogEvent> = {}): LogEvent => ({
  source: "api",
  stage: "processing",
  operation: "load",
  ...fields,
});

export const rows = (query: string) => db.orm.values(sql.raw(query));
