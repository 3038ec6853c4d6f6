import { asc, gt, lt, sql } from "drizzle-orm";
import { type CustodyColumns, custodyColumns } from "../../db/queries/custody-columns.ts";
import { type CustodyRecord, patchCustody } from "../../db/schema.ts";
import type { Database } from "../../ports/database.ts";
import { custodyHash, genesis } from "./custody.ts";

export type CustodyVerdict =
  | { intact: true; rows: number }
  /** `id`: the first row that is not as it was written, or the number at which one is missing */
  | { intact: false; id: number; why: string };

/** A row that is not as it was written, or the number at which one is missing, and what it was about. */
export interface CustodyProblem {
  id: number;
  why: string;
  patch_id: string | null;
  event_type: string | null;
}

const pageSize = 1000;
/** Beyond so many it is not the rows that need to be named. */
const mostProblems = 100;

/**
 * Walks the chain from the row after `from` (0: from its beginning) and names every place where it is broken: a row
 * that was changed has another hash; one whose hash was made anew is not what the row after it follows; one that was
 * removed leaves a hole; and what was removed or added at the end is told by the event log, each of whose rows holds
 * the hash of the custody row that was written with it.
 */
export async function custodyProblems(
  db: Pick<Database, "orm">,
  sha256: (text: string) => string,
  from = 0,
  progress?: (rows: number) => void,
): Promise<{ rows: number; problems: CustodyProblem[]; more: number }> {
  const { orm } = db;
  const columns = await custodyColumns(db);
  const problems = new Map<number, CustodyProblem>();
  let more = 0;
  const add = (id: number, why: string, row: CustodyRecord | null = null) => {
    if (problems.has(id)) return;
    if (problems.size >= mostProblems) more += 1;
    else problems.set(id, { id, why, patch_id: row?.patch_id ?? null, event_type: row?.event_type ?? null });
  };
  if (from === 0) {
    const before = orm.select(columns).from(patchCustody).where(lt(patchCustody.id, 1));
    for (const row of await before.limit(mostProblems)) add(row.id, "row was added", row);
  }
  let last: Pick<CustodyRecord, "id" | "hash"> & { row: CustodyRecord | null };
  last = { id: from, hash: genesis, row: null };
  if (from > 0) {
    const [start] = await orm
      .select(columns)
      .from(patchCustody)
      .where(gt(patchCustody.id, from - 1))
      .limit(1);
    if (start?.id !== from) add(from, "row is missing");
    else last = { ...start, row: start };
  }
  let rows = 0;
  let whole = true;
  for (;;) {
    const page = await orm
      .select(columns)
      .from(patchCustody)
      .where(gt(patchCustody.id, last.id))
      .orderBy(asc(patchCustody.id))
      .limit(pageSize);
    for (const row of page) {
      const own = row.hash === custodyHash(sha256, row);
      if (row.id !== last.id + 1) {
        const gap = row.id - last.id - 1;
        add(last.id + 1, gap === 1 ? "row is missing" : `rows ${last.id + 1} to ${row.id - 1} are missing`);
        whole = false;
      } else if (!own) add(row.id, "row was changed", row);
      else if (row.prev_hash !== last.hash) {
        // it stands as it was written, so what it follows was another row
        if (last.row) add(last.id, "row was changed, and its hash made anew", last.row);
        else add(row.id, "does not follow the row before", row);
      }
      last = { id: row.id, hash: row.hash, row };
      rows += 1;
    }
    progress?.(rows);
    if (page.length < pageSize) break;
  }
  await checkAgainstEvents(db, columns, whole, add);
  return { rows, problems: [...problems.values()].sort((a, b) => a.id - b.id), more };
}

/** The first problem, for whoever only has to know whether there is one. */
export async function verifyCustody(
  db: Pick<Database, "orm">,
  sha256: (text: string) => string,
  from = 0,
): Promise<CustodyVerdict> {
  const { rows, problems } = await custodyProblems(db, sha256, from);
  const [first] = problems;
  return first === undefined ? { intact: true, rows } : { intact: false, id: first.id, why: first.why };
}

/** In one statement each: a server that runs adds to both tables at once. */
async function checkAgainstEvents(
  { orm }: Pick<Database, "orm">,
  columns: CustodyColumns,
  whole: boolean,
  add: (id: number, why: string, row?: CustodyRecord | null) => void,
): Promise<void> {
  const [ends] = await orm.values<[number | null, string | null, number | null, string | null]>(sql`SELECT
    (SELECT max(id) FROM patch_custody),
    (SELECT hash FROM patch_custody ORDER BY id DESC LIMIT 1),
    (SELECT max(seq) FROM event_log),
    (SELECT custody_hash FROM event_log ORDER BY seq DESC LIMIT 1)`);
  const [id, hash, seq, expected] = ends!;
  if (seq === null || expected === null) return;
  if (hash !== expected) {
    const [before] = await orm.values<[number]>(
      sql`SELECT id FROM patch_custody WHERE hash = ${expected} ORDER BY id DESC LIMIT 1`,
    );
    const added = await orm
      .select(columns)
      .from(patchCustody)
      .where(gt(patchCustody.id, before?.[0] ?? Number.MAX_SAFE_INTEGER))
      .orderBy(asc(patchCustody.id))
      .limit(mostProblems);
    for (const row of added) add(row.id, "row was added: no event belongs to it", row);
    if (before === undefined) add((id ?? 0) + 1, "rows are missing at the end");
    return;
  }
  if (!whole || id === null) return;
  // both count every event, so the distance between their numbers never changes
  const rewritten = await orm.values<[number, string | null, string]>(
    sql`SELECT c.id, c.patch_id, c.event_type FROM event_log e JOIN patch_custody c ON c.id = e.seq + ${id - seq}
      WHERE c.hash <> e.custody_hash ORDER BY c.id LIMIT ${mostProblems}`,
  );
  for (const [at, patch_id, event_type] of rewritten)
    add(at, "row was changed, and its hash made anew", { patch_id, event_type } as CustodyRecord);
}
