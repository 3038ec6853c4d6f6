import { and, count, desc, eq, inArray, lt, sql } from "drizzle-orm";
import type { OutOfBandEdit } from "../../../shared/models/out-of-band.ts";
import type { Closing, FoundEdit } from "../../ports/custody.ts";
import type { Database } from "../../ports/database.ts";
import { compile, placeholders } from "../compiled.ts";
import { eventLog, type OutOfBandRow, outOfBandEdits } from "../schema.ts";
import { inChunks } from "./chunks.ts";

const open = eq(outOfBandEdits.status, "open");

/** A row as the contract has it. */
export function toEdit({ seq: _, group_id: group, file_path: file, ...row }: OutOfBandRow): OutOfBandEdit {
  return { ...row, group, file };
}

/** Newest first, from the row before `before`. */
export const outOfBandPage = (
  { orm }: Database,
  asked: { open: boolean; before: number | undefined; limit: number },
): PromiseLike<OutOfBandRow[]> =>
  orm
    .select()
    .from(outOfBandEdits)
    .where(
      and(
        asked.open ? open : undefined,
        asked.before === undefined ? undefined : lt(outOfBandEdits.seq, asked.before),
      ),
    )
    .orderBy(desc(outOfBandEdits.seq))
    .limit(asked.limit);

export async function openEdits({ orm }: Database): Promise<number> {
  const [row] = await orm.select({ open: count() }).from(outOfBandEdits).where(open);
  return row?.open ?? 0;
}

export async function outOfBandById({ orm }: Database, id: string): Promise<OutOfBandRow | undefined> {
  return (await orm.select().from(outOfBandEdits).where(eq(outOfBandEdits.id, id)).limit(1))[0];
}

/** The open ones of a group. */
export const openOfGroup = ({ orm }: Database, group: string): PromiseLike<OutOfBandRow[]> =>
  orm
    .select()
    .from(outOfBandEdits)
    .where(and(open, eq(outOfBandEdits.group_id, group)));

export async function knownEdits({ orm }: Database, ids: readonly string[]): Promise<Set<string>> {
  const rows = await inChunks(ids, (chunk) =>
    orm.select({ id: outOfBandEdits.id }).from(outOfBandEdits).where(inArray(outOfBandEdits.id, chunk)),
  );
  return new Set(rows.map(({ id }) => id));
}

/** Whether the event log has told of it: a server may have ended between its event and its row. */
export async function wasTold({ orm }: Database, type: string, id: string): Promise<boolean> {
  const rows = await orm
    .select({ seq: eventLog.seq })
    .from(eventLog)
    .where(and(eq(eventLog.type, type), sql`json_extract(${eventLog.payload}, '$.id') = ${id}`))
    .limit(1);
  return rows.length > 0;
}

export async function insertEdits(db: Database, edits: readonly FoundEdit[]): Promise<void> {
  const { seq: _, ...columns } = placeholders(outOfBandEdits);
  const insert = compile(db.orm.insert(outOfBandEdits).values(columns).onConflictDoNothing());
  await db.atomically(
    edits.map(({ group, file, ...edit }) =>
      insert({
        ...edit,
        group_id: group,
        file_path: file,
        status: "open",
        closed_at: null,
        closed_by: null,
        reason: null,
        patch_id: null,
        trace_id: null,
      }),
    ),
  );
}

/** Those of the named edits that were open and are closed by this. */
export async function closeRows(
  { orm }: Database,
  ids: readonly string[],
  { status, at, by, reason, patch_id, trace_id = null }: Omit<Closing, "id">,
): Promise<string[]> {
  const why = reason === "" ? null : reason;
  const set = { status, closed_at: at, closed_by: by, reason: why, patch_id, trace_id };
  const rows = await inChunks(ids, (chunk) =>
    orm
      .update(outOfBandEdits)
      .set(set)
      .where(and(open, inArray(outOfBandEdits.id, chunk)))
      .returning({ id: outOfBandEdits.id }),
  );
  return rows.map(({ id }) => id);
}

/** How the newest closed ones were closed. */
export async function closedRows({ orm }: Database): Promise<Closing[]> {
  const rows = await orm
    .select()
    .from(outOfBandEdits)
    .where(sql`${outOfBandEdits.status} <> 'open'`)
    .orderBy(desc(outOfBandEdits.seq))
    .limit(500);
  return rows.map(({ id, status, closed_by, reason, closed_at, patch_id }) => ({
    id,
    status: status as Closing["status"],
    by: closed_by ?? "",
    reason: reason ?? "",
    at: closed_at ?? "",
    patch_id,
  }));
}
