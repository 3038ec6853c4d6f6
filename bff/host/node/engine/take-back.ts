// Policy `onCheckFailure: "revert"`: a patch that brings new type errors is undone, so that the file is back in its
// last good state, and with it all of an atomic batch. Where another patch lies on top of it that cannot be done; it
// is then due, and is done as soon as the patch on top goes as well.
import type { PatchDone, PatchResult } from "../../../../shared/models/patch-result.ts";
import type { Refusal } from "../../../../shared/result.ts";
import { refusedAnswer } from "./answer.ts";
import type { Engine } from "./context.ts";
import { checkError } from "./events.ts";
import type { Outcome } from "./outcome.ts";
import { readLog } from "./patch-log.ts";
import type { StoredPatch } from "./patch-store.ts";
import type { Request } from "./request.ts";
import { revertQuietly } from "./undo.ts";

const reason = "new type errors, and the policy reverts those";
/** How far back in the log one looks for patches that are due. */
const lookBack = 500;

/** Keeps an answer as it now is, for the same request sent again. */
export function remember(engine: Engine, done: PatchDone): void {
  const stored = engine.store.read(done.patch_id);
  const { diff: _diff, ...answer } = done;
  if (stored) engine.store.write({ ...stored, answer });
}

/** Undoes what failed its check, and puts into `results` what became of each patch. */
export async function takeBack(
  engine: Engine,
  request: Request,
  outcome: Outcome,
  results: PatchResult[],
): Promise<void> {
  const written = [...outcome.written].reverse();
  const failed = written.filter((index) => (results[index] as PatchDone).ts_check_ok === false);
  if (failed.length === 0) return;
  let undone = false;
  for (const group of outcome.atomic ? [written] : failed.map((index) => [index])) {
    const answers = group.map((index) => results[index] as PatchDone);
    // due before it is tried: whoever undoes a patch on top of it meanwhile then sees that it is
    for (const done of answers) remember(engine, { ...done, not_reverted: underWay });
    const ids = answers.map(({ patch_id }) => patch_id);
    const back = await revertQuietly(engine, request, ids, reason);
    // another process may have been quicker
    const refusal = back.ok || ids.every((id) => isUndone(engine, id)) ? null : back;
    undone ||= refusal === null;
    for (const [at, index] of group.entries())
      results[index] = refusal ? kept(engine, answers[at]!, refusal) : takenBack(engine, answers[at]!);
  }
  if (undone) await takeBackDue(engine, request, new Set(outcome.changes.map(({ file }) => file)));
}

const underWay = { code: "FILE_BUSY", error: "it is being put back" } as const;

const isUndone = (engine: Engine, id: string): boolean => engine.store.read(id)?.reverted_by !== undefined;

function takenBack(engine: Engine, done: PatchDone): PatchResult {
  remember(engine, done);
  const by = engine.store.read(done.patch_id)?.reverted_by;
  const own = done.ts_check_ok === false;
  const why = own
    ? checkError({ ok: false, out: done.ts_check_out ?? "", ms: 0 })
    : "another patch of its atomic batch failed its type check";
  return refusedAnswer(
    {
      ok: false,
      code: own ? "TYPE_CHECK_FAILED" : "BATCH_ABORTED",
      error: `${why.replace(/\.$/, "")}. The policy takes such a patch back: the file is as it was. Send the edit without these errors.`,
      details: { ts_check_out: done.ts_check_out ?? "", ...(by === undefined ? {} : { reverted_by: by }) },
    },
    { patch_id: done.patch_id, file: done.file, op: done.op },
  );
}

function kept(engine: Engine, done: PatchDone, { code, error }: Refusal): PatchDone {
  const answer: PatchDone = { ...done, not_reverted: { code, error } };
  remember(engine, answer);
  return answer;
}

/** Tries those again that a patch on top had kept from being undone, the newest first. */
async function takeBackDue(engine: Engine, request: Request, files: ReadonlySet<string>): Promise<void> {
  const tried = new Set<string>();
  for (const { patch_id: id } of readLog(engine.folder.log, lookBack).toReversed()) {
    const stored = typeof id === "string" && !tried.has(id) ? engine.store.read(id) : null;
    if (!stored || !isDue(stored) || !stored.files.some(({ file, to }) => files.has(file) || files.has(to)))
      continue;
    // of an atomic batch all are due, and go together
    const together = [...(stored.batch?.ids ?? [stored.patch_id])].reverse().filter((one) => {
      const other = engine.store.read(one);
      return other !== null && isDue(other);
    });
    for (const one of together) tried.add(one);
    if (!(await revertQuietly(engine, request, together, reason)).ok) continue;
    for (const one of together) settle(engine, one);
  }
}

/** It is undone now: the same request sent again is not told otherwise. */
function settle(engine: Engine, id: string): void {
  const stored = engine.store.read(id);
  if (!stored) return;
  const { not_reverted: _, ...answer } = stored.answer;
  engine.store.write({ ...stored, answer });
}

const isDue = ({ answer, reverted_by }: StoredPatch): boolean =>
  answer.not_reverted !== undefined && reverted_by === undefined;
