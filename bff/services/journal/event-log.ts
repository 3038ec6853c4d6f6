import { asc, gt, sql } from "drizzle-orm";
import { eventLog } from "../../db/schema.ts";
import type { Database } from "../../ports/database.ts";
import type { EventLog } from "../../ports/hub.ts";

/** The log as it stands in the database. */
export function createEventLog({ orm }: Database): EventLog {
  const one = async (query: ReturnType<typeof sql>): Promise<number> =>
    (await orm.values<[number]>(query))[0]![0];
  const head = () => one(sql`SELECT coalesce(max(seq), 0) FROM event_log`);
  return {
    head,
    oldest: async () => one(sql`SELECT coalesce(min(seq), ${(await head()) + 1}) FROM event_log`),
    async read(after, limit) {
      const rows = await orm
        .select({ seq: eventLog.seq, type: eventLog.type, payload: eventLog.payload, ts: eventLog.ts })
        .from(eventLog)
        .where(gt(eventLog.seq, after))
        .orderBy(asc(eventLog.seq))
        .limit(limit);
      return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as Record<string, unknown> }));
    },
  };
}
