import type { PatchEvent } from "../../../../shared/models/patch-event.ts";
import type { PatchDone } from "../../../../shared/models/patch-result.ts";
import type { Refusal } from "../../../../shared/result.ts";
import type { CheckVerdict } from "../../../ports/workspace.ts";
import { boundedDetails } from "./bounded-details.ts";
import type { Request } from "./request.ts";

/** What an event carries of a refusal's details, in bytes: enough for the nearest places, little for a stream. */
const mostDetails = 8192;

/** What every event of one operation says. */
export interface Subject {
  patch_id: string;
  file: string;
  op: string;
  task_id: string | null;
}

/** Of a request, what its events say. */
type Asked = Pick<Request, "ts" | "meta">;

const base = (subject: Subject, request: Asked, ts: string): PatchEvent => ({
  ...subject,
  ts,
  meta: { ...request.meta },
});

export const requested = (subject: Subject, request: Asked): PatchEvent => ({
  ...base(subject, request, request.ts),
  type: "patch_requested",
});

export function failed(subject: Subject, request: Asked, refusal: Refusal, ts: string): PatchEvent {
  const event = base(subject, request, ts);
  return {
    ...event,
    type: "patch_failed",
    meta: {
      ...event.meta,
      error: refusal.error,
      code: refusal.code,
      ...(refusal.details ? { details: boundedDetails(refusal.details, mostDetails) } : {}),
    },
  };
}

/** The same for the first report of a patch and for one that is made up for later, so that two are one. */
const appliedId = (done: Pick<PatchDone, "patch_id" | "before_hash" | "after_hash">): string =>
  `e-${done.patch_id}-${(done.after_hash ?? done.before_hash ?? "").slice(0, 12)}`;

export function applied(
  subject: Subject,
  request: Asked,
  done: PatchDone,
  extra: Record<string, unknown>,
  ts: string,
): PatchEvent {
  const event = base(subject, request, ts);
  return {
    ...event,
    ...facts(done),
    event_id: appliedId(done),
    type: "patch_applied",
    meta: {
      ...event.meta,
      ...(done.start === undefined ? {} : { span: spanText(done.start, done.end ?? done.start) }),
      checks: done.checks,
      check_pending: done.ts_check_pending === true,
      ...extra,
    },
  };
}

/** After the type check: validated, failed, or, where nobody checks the file after all, applied and no more. */
export function verdictEvent(
  subject: Subject,
  request: Asked,
  done: PatchDone,
  verdict: CheckVerdict,
  ts: string,
): PatchEvent {
  const { event_id: _id, ...event } = applied(subject, request, { ...done, ts_check_pending: false }, {}, ts);
  const checked = {
    ...event,
    ts_check_ok: verdict.ok,
    ts_check_out: verdict.out.slice(0, 200_000),
    ts_check_ms: verdict.ms,
  };
  if (verdict.ok === true) return { ...checked, type: "patch_validated" };
  if (verdict.ok === null) return checked;
  const error = checkError(verdict);
  return { ...checked, type: "patch_failed", meta: { ...checked.meta, error, code: "TYPE_CHECK_FAILED" } };
}

/** The first new error and how many there are, for a list that has one line for it. */
export function checkError(verdict: CheckVerdict): string {
  const lines = verdict.out.split("\n").filter((line) => line !== "");
  const count = lines.length === 1 ? "1 new type error" : `${lines.length} new type errors`;
  return `${count}: ${lines[0] ?? ""}`;
}

export function reverted(
  subject: Subject,
  request: Asked,
  original: { meta: Record<string, unknown> },
  by: string,
  ts: string,
): PatchEvent {
  return {
    ...subject,
    ts,
    event_id: `e-${by}-reverts`,
    type: "patch_reverted",
    meta: {
      ...original.meta,
      reverted_by: by,
      revert_requester: request.meta.requester,
      revert_reason: request.meta.reason,
      ...(request.meta.trace_id === undefined ? {} : { revert_trace_id: request.meta.trace_id }),
    },
  };
}

const facts = (done: PatchDone) => ({
  diff_path: done.diff_path,
  before_hash: done.before_hash,
  after_hash: done.after_hash,
  lines_added: done.lines_added,
  lines_removed: done.lines_removed,
});

export const spanText = (start: number, end: number): string =>
  start === end ? `${start}` : `${start}–${end}`;
