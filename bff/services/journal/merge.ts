import type { PatchStatus } from "../../../shared/models/patch-event.ts";
import type { PatchRow } from "../../db/schema.ts";
import { type FullEvent, statusOf } from "./event.ts";

/**
 * The patch after an event. Events may come late and out of order (an outbox is flushed, two processes report), so
 * the status only moves forward: requested, refused, applied, checked (validated or failed), reverted. Of two verdicts
 * the later by its own time counts. What an event knows and the patch does not is kept in any case.
 */
export function mergePatch(
  current: PatchRow | null,
  event: FullEvent,
  next: { id: number; seq: number },
): PatchRow {
  const known = current ?? emptyRow(event, next.id);
  const decides = current === null || moves(current, event);
  const meta = { ...(JSON.parse(known.meta) as Record<string, unknown>), ...event.meta };
  const status = decides ? statusOf[event.type] : (known.status as PatchStatus);
  const pending = status === "applied" && (decides ? meta.check_pending === true : isPending(known));
  if (status !== "failed") {
    delete meta.error;
    delete meta.code;
    delete meta.details;
  }
  if (!decides) keep(meta, known);
  meta.requester ??= event.from.name;
  if (event.from.traceId !== null) meta.trace_id ??= event.from.traceId;
  delete meta.check_pending;
  const text = (key: string): string | null => (typeof meta[key] === "string" ? (meta[key] as string) : null);
  const isEarlier = event.ts < known.created_at;
  const isLater = event.ts > known.updated_at;
  return {
    ...known,
    seq: next.seq,
    task_id: event.task_id ?? known.task_id,
    order_id: text("order_id"),
    trace_id: text("trace_id"),
    factory: text("factory"),
    phase: text("phase"),
    requester: text("requester"),
    reason: text("reason"),
    branch: text("branch"),
    error: text("error"),
    code: text("code"),
    reverted_by: text("reverted_by"),
    status,
    status_at: decides ? event.ts : known.status_at,
    display_status: pending ? "validating" : status,
    ts_check_ok:
      decides || known.ts_check_ok === null ? flag(event.ts_check_ok, known.ts_check_ok) : known.ts_check_ok,
    ts_check_out: decides ? (event.ts_check_out ?? known.ts_check_out) : known.ts_check_out,
    ts_check_ms: decides ? rounded(event.ts_check_ms, known.ts_check_ms) : known.ts_check_ms,
    diff_path: event.diff_path ?? known.diff_path,
    before_hash: event.before_hash ?? known.before_hash,
    after_hash: event.after_hash ?? known.after_hash,
    lines_added: event.lines_added ?? known.lines_added,
    lines_removed: event.lines_removed ?? known.lines_removed,
    meta: JSON.stringify(meta),
    created_at: isEarlier ? event.ts : known.created_at,
    updated_at: isLater ? event.ts : known.updated_at,
  };
}

/**
 * How far a patch has come. A refusal (failed, nothing written) ranks below applied: the same `patch_id` may be tried
 * again after it, and a refused second use of an id says nothing about the patch that has it.
 */
function rank(status: PatchStatus, written: boolean): number {
  switch (status) {
    case "requested":
      return 0;
    case "failed":
      return written ? 3 : 1;
    case "applied":
      return 2;
    case "validated":
      return 3;
    case "reverted":
      return 4;
  }
}

function moves(current: PatchRow, event: FullEvent): boolean {
  const before = rank(current.status as PatchStatus, current.ts_check_ok === 0);
  const after = rank(statusOf[event.type], event.ts_check_ok === false);
  return after === before ? event.ts >= current.status_at : after > before;
}

const isPending = (row: PatchRow): boolean => row.display_status === "validating";

const flag = (value: boolean | null | undefined, known: number | null): number | null =>
  value === undefined || value === null ? known : Number(value);

const rounded = (ms: number | null | undefined, known: number | null): number | null =>
  ms === undefined || ms === null ? known : Math.round(ms);

/** An event that does not decide the status does not speak about its failure either. */
function keep(meta: Record<string, unknown>, known: PatchRow): void {
  const { details } = JSON.parse(known.meta) as Record<string, unknown>;
  if (details === undefined) delete meta.details;
  else meta.details = details;
  if (known.error === null) delete meta.error;
  else meta.error = known.error;
  if (known.code === null) delete meta.code;
  else meta.code = known.code;
}

function emptyRow(event: FullEvent, id: number): PatchRow {
  return {
    id,
    patch_id: event.patch_id,
    task_id: null,
    order_id: null,
    trace_id: null,
    factory: null,
    phase: null,
    file_path: event.file,
    op: event.op,
    status: "requested",
    ts_check_ok: null,
    diff_path: null,
    before_hash: null,
    after_hash: null,
    lines_added: null,
    lines_removed: null,
    error: null,
    meta: "{}",
    created_at: event.ts,
    updated_at: event.ts,
    status_at: event.ts,
    seq: 0,
    display_status: "requested",
    requester: null,
    reason: null,
    branch: null,
    code: null,
    ts_check_out: null,
    ts_check_ms: null,
    reverted_by: null,
  };
}
