import type { FactoryEventType, WorkspaceEventType } from "../../../shared/events.ts";
import { createFacetDelta } from "../../db/facets.ts";
import { toRecord } from "../../db/patch-wire.ts";
import { type Heads, knownEvents, patchesById } from "../../db/queries/journal.ts";
import type { PatchRow } from "../../db/schema.ts";
import type { Database, Statement } from "../../ports/database.ts";
import type { LoggedEvent } from "../../ports/hub.ts";
import type { Recorded } from "../../ports/journal.ts";
import {
  actorOf,
  type CustodyLink,
  custodyHash,
  custodyMessage,
  genesis,
  requesterOf,
  traceOf,
} from "./custody.ts";
import type { FullEvent } from "./event.ts";
import { mergePatch } from "./merge.ts";
import type { JournalStatements } from "./statements.ts";

export type Entry =
  | { kind: "patch"; event: FullEvent }
  | {
      kind: "factory" | "workspace";
      type: FactoryEventType | WorkspaceEventType;
      payload: Record<string, unknown>;
      actor: string;
      traceId: string | null;
      ts: string;
    };

/** What one transaction of the journal writes, what is published after it, and what each caller is answered. */
export interface PlannedBatch {
  statements: Statement[];
  events: LoggedEvent[];
  answers: Recorded[];
  heads: Heads;
}

/**
 * Plans the writes of several entries that share a transaction: for each a row of the log, one of custody and the
 * patch as it stands after it. Nothing else may write in between: the journal is the only writer.
 */
export async function planBatch(
  db: Database,
  entries: readonly Entry[],
  from: Heads,
  write: JournalStatements,
  sha256: (text: string) => string,
): Promise<PlannedBatch> {
  const seen = await knownEvents(db, entries.flatMap(eventIdOf));
  const before = await patchesById(db, [
    ...new Set(entries.flatMap((e) => (e.kind === "patch" ? e.event.patch_id : []))),
  ]);
  const after = new Map<string, PatchRow>();
  const heads = { ...from };
  const statements: Statement[] = [];
  const events: LoggedEvent[] = [];
  const answers: Recorded[] = [];

  for (const entry of entries) {
    const [eventId] = eventIdOf(entry);
    const first = eventId === undefined ? undefined : seen.get(eventId);
    if (first !== undefined) {
      answers.push({ seq: first, duplicate: true });
      continue;
    }
    heads.seq += 1;
    heads.custodyId += 1;
    if (eventId !== undefined) seen.set(eventId, heads.seq);

    let logged: LoggedEvent;
    let link: Pick<CustodyLink, "patch_id" | "factory" | "message" | "actor" | "trace_id">;
    if (entry.kind === "patch") {
      const { event } = entry;
      const current = after.get(event.patch_id) ?? before.get(event.patch_id) ?? null;
      if (current === null) heads.patchId += 1;
      const row = mergePatch(current, event, { id: heads.patchId, seq: heads.seq });
      after.set(event.patch_id, row);
      logged = { seq: heads.seq, type: event.type, payload: payloadOf(event, row), ts: event.ts };
      link = {
        patch_id: row.patch_id,
        factory: row.factory,
        message: custodyMessage(event, row),
        actor: actorOf(requesterOf(event), event.from.name),
        trace_id: traceOf(event, row),
      };
    } else {
      const { patch_id, factory, message } = entry.payload;
      logged = { seq: heads.seq, type: entry.type, payload: entry.payload, ts: entry.ts };
      link = {
        patch_id: typeof patch_id === "string" ? patch_id : null,
        factory: typeof factory === "string" ? factory : null,
        message: typeof message === "string" ? message.slice(0, 2000) : null,
        actor: entry.actor,
        trace_id: entry.traceId,
      };
    }
    const unhashed = {
      id: heads.custodyId,
      ...link,
      event_type: logged.type,
      prev_hash: heads.lastHash ?? genesis,
      ts: logged.ts,
    };
    const hash = custodyHash(sha256, unhashed);
    heads.lastHash = hash;
    statements.push(
      write.event({
        ...logged,
        payload: JSON.stringify(logged.payload),
        event_id: eventId ?? null,
        custody_hash: hash,
      }),
      write.custody({ ...unhashed, hash }),
    );
    events.push(logged);
    answers.push({ seq: logged.seq, duplicate: false });
  }

  const delta = createFacetDelta();
  for (const [patchId, row] of after) {
    const stored = before.get(patchId) ?? null;
    delta.add(stored, row);
    statements.push(stored === null ? write.newPatch(row) : write.changedPatch(row));
  }
  statements.push(...delta.changes().map(write.facet));
  return { statements, events, answers, heads };
}

const eventIdOf = (entry: Entry): string[] =>
  entry.kind === "patch" && entry.event.event_id !== undefined ? [entry.event.event_id] : [];

/** The contract's fields, and the patch as it stands after the event. */
function payloadOf(event: FullEvent, row: PatchRow): Record<string, unknown> {
  return {
    patch_id: event.patch_id,
    file: event.file,
    op: event.op,
    task_id: row.task_id,
    ts: event.ts,
    ts_check_ok: event.ts_check_ok ?? null,
    diff_path: row.diff_path,
    meta: event.meta,
    record: toRecord(row),
  };
}
