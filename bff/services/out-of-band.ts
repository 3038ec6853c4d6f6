// Edits that went around: one service an operation, named as in `shared/operations/out-of-band.ts`.
import type { custodyOperations } from "../../shared/operations/out-of-band.ts";
import { ok, type Refusal, refuse } from "../../shared/result.ts";
import { openEdits, openOfGroup, outOfBandById, outOfBandPage, toEdit } from "../db/queries/out-of-band.ts";
import { custodyPage } from "../db/queries/patch.ts";
import type { OutOfBandRow } from "../db/schema.ts";
import type { ServicesOf } from "../operations/service.ts";
import { nameOf, senderOf } from "../ports/caller.ts";
import { workspaceAway } from "../ports/workspace-away.ts";
import { custodyProblems } from "./journal/verify-custody.ts";
import { closeEdits } from "./out-of-band/close.ts";
import { custodyFindings, mostFindings } from "./out-of-band/findings.ts";
import { reporterTo } from "./patches/report.ts";

type Services = ServicesOf<typeof custodyOperations>;

export const listOutOfBand: Services["listOutOfBand"] = async (
  { db, workspace },
  { open, limit, before },
) => {
  const rows = await outOfBandPage(db, { open, before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return ok({
    edits: page.map(toEdit),
    open: await openEdits(db),
    next: rows.length > limit ? (page.at(-1)?.seq ?? null) : null,
    watch: workspace.custody.watching(),
  });
};

export const getOutOfBandDiff: Services["getOutOfBandDiff"] = async ({ db, workspace }, { id }) => {
  const row = await outOfBandById(db, id);
  if (row === undefined) return unknownEdit(id);
  const answer = row.diff_path === null ? null : await workspace.diff(id);
  const shown = answer?.ok ? answer : { diff: "", truncated: false };
  return ok({ edit: toEdit(row), diff: shown.diff, truncated: shown.truncated });
};

export const acceptOutOfBand: Services["acceptOutOfBand"] = async (ports, { id, group, reason }, caller) => {
  const row = await outOfBandById(ports.db, id);
  if (row === undefined) return unknownEdit(id);
  if (row.status !== "open" && !group) return isClosed(row);
  const rows = group ? await openOfGroup(ports.db, row.group_id) : [row];
  const closing = {
    status: "accepted" as const,
    by: nameOf(caller),
    reason,
    at: new Date(ports.clock.now()).toISOString(),
    patch_id: null,
    trace_id: caller.traceId,
  };
  const whole = group && row.group_size > 1 ? row.group_id : null;
  const accepted = await closeEdits(ports, rows.map(named), closing, whole);
  if (accepted > 0) return ok({ accepted });
  return isClosed((await outOfBandById(ports.db, id)) ?? row);
};

export const putBackOutOfBand: Services["putBackOutOfBand"] = async (ports, { id, reason }, caller) => {
  const row = await outOfBandById(ports.db, id);
  if (row === undefined) return unknownEdit(id);
  if (row.status !== "open") return isClosed(row);
  if (row.no_diff !== null) return cannotPutBack(row, row.no_diff);
  const by = nameOf(caller);
  const answer = await ports.workspace.revert(
    id,
    {
      requester: by,
      reason: reason === "" ? "put back an edit that went around patchctl" : reason,
      traceId: caller.traceId,
    },
    { reporter: reporterTo(ports, senderOf(caller)), check: "detach", mayUnlock: true },
  );
  if (!answer.ok || !answer.result.ok) return answer;
  await closeEdits(ports, [named(row)], {
    status: "put_back",
    by,
    reason,
    at: new Date(ports.clock.now()).toISOString(),
    patch_id: answer.result.patch_id,
    trace_id: caller.traceId,
  });
  return answer;
};

export const listCustody: Services["listCustody"] = async ({ db }, { limit, ...asked }) => {
  const rows = await custodyPage(db, { ...asked, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return ok({ rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null });
};

export const verifyCustody: Services["verifyCustody"] = async ({ db, secrets, workspace }) => {
  // of a folder that is gone it would say that nothing was ever patched there
  if (!(await workspace.ready())) return workspaceAway;
  const report = await workspace.custody.verify();
  const chain = await custodyProblems(db, secrets.sha256);
  const findings = [...custodyFindings(chain.problems), ...report.findings];
  return ok({
    ...report,
    intact: findings.length === 0 && report.more === 0,
    checked: { ...report.checked, custody_rows: chain.rows },
    findings: findings.slice(0, mostFindings),
    more: report.more + chain.more + Math.max(0, findings.length - mostFindings),
  });
};

const named = ({ id, file_path: file }: OutOfBandRow) => ({ id, file });

const unknownEdit = (id: string): Refusal =>
  refuse(
    "OUT_OF_BAND_NOT_FOUND",
    `no edit "${id}" went around patchctl here: custody.outOfBand lists those that did`,
    {
      id,
    },
  );

const isClosed = ({ id, status, closed_by, patch_id }: OutOfBandRow): Refusal =>
  refuse(
    "OUT_OF_BAND_CLOSED",
    status === "accepted"
      ? `${closed_by} has accepted this edit already; to undo it all the same, send an edit, or patchctl revert ${id}`
      : `${closed_by} has put this edit back already, by patch ${patch_id}; revert that one to have the edit again`,
    { id, status, ...(patch_id === null ? {} : { patch_id }) },
  );

const why: Record<NonNullable<OutOfBandRow["no_diff"]>, string> = {
  before_unknown: "the contents before are not known: nobody kept them",
  binary: "the file is binary, and the engine edits text only",
  large: "the file is too large for a diff",
  many: "it was one of very many at once, of which only the hashes were kept",
};

const cannotPutBack = ({ id, file_path: file }: OutOfBandRow, reason: keyof typeof why): Refusal =>
  refuse(
    "REVERT_CONFLICT",
    `${file} cannot be put back from here, because ${why[reason]}. Put it right by git or by hand, then accept the edit`,
    { id, file, no_diff: reason },
  );
