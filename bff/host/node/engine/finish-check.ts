import type { PatchDone, PatchResult } from "../../../../shared/models/patch-result.ts";
import { refusedAnswer } from "./answer.ts";
import type { Engine } from "./context.ts";
import { checkError, verdictEvent } from "./events.ts";
import type { Outcome } from "./outcome.ts";
import { now, type Request } from "./request.ts";
import { checkChanges, isCheckable, verdictFor, withVerdict } from "./type-check.ts";
import { revertQuietly } from "./undo.ts";

/**
 * The type check after a commit, no lock held. `wait` answers with the verdicts; `detach` answers now, and the
 * verdicts go to the events and the records when they are there; `skip` leaves it to somebody else. `settled` hears
 * the results as they stay, as far as they are known here.
 */
export async function finishCheck(
  engine: Engine,
  request: Request,
  outcome: Outcome,
  settled: (results: readonly PatchResult[]) => Promise<void> = async () => {},
): Promise<PatchResult[]> {
  const due =
    outcome.checks &&
    request.check !== "skip" &&
    [...outcome.written].some((index) => isCheckable(filesOf(outcome.results[index] as PatchDone)));
  if (!due) {
    await settled(outcome.results);
    return outcome.results;
  }
  const work = check(engine, request, outcome).then(async (results) => {
    await settled(results);
    return results;
  });
  if (request.check === "wait") return work;
  engine.background.add(work);
  void work.finally(() => engine.background.delete(work));
  return outcome.results.map((result, index) =>
    result.ok && outcome.written.has(index) && isCheckable(filesOf(result))
      ? { ...result, ts_check_pending: true }
      : result,
  );
}

const filesOf = (done: PatchDone): string[] => done.files ?? [done.file];

async function check(engine: Engine, request: Request, outcome: Outcome): Promise<PatchResult[]> {
  const changes = outcome.changes.map(({ file, before, after }) => ({
    file,
    before: before?.bytes ?? null,
    after: after?.bytes ?? null,
  }));
  const verdict = await checkChanges(engine, changes);
  const batchFiles = changes.map(({ file }) => file);
  const results = [...outcome.results];
  for (const index of outcome.written) {
    const done = results[index] as PatchDone;
    if (!isCheckable(filesOf(done))) continue;
    const own = verdictFor(verdict, filesOf(done), batchFiles);
    results[index] = withVerdict(done, own);
    remember(engine, results[index]);
    const subject = { ...outcome.subjects[index]!, file: done.file };
    request.events.push(verdictEvent(subject, request, results[index], own, now(engine)));
  }
  const bad = results.filter((result) => result.ok && result.ts_check_ok === false);
  if (bad.length > 0 && outcome.onCheckFailure === "revert")
    await takeBack(engine, request, outcome, results);
  await request.events.settled();
  return results;
}

/** Keeps the verdict with the first answer, for the same request sent again. */
function remember(engine: Engine, done: PatchDone): void {
  const stored = engine.store.read(done.patch_id);
  const { diff: _diff, ...answer } = done;
  if (stored) engine.store.write({ ...stored, answer });
}

/** Policy `onCheckFailure: "revert"`: new type errors undo the patch, and with it all of an atomic batch. */
async function takeBack(
  engine: Engine,
  request: Request,
  outcome: Outcome,
  results: PatchResult[],
): Promise<void> {
  for (const index of [...outcome.written].reverse()) {
    const done = results[index] as PatchDone;
    if (!outcome.atomic && done.ts_check_ok !== false) continue;
    const undone = await revertQuietly(
      engine,
      request,
      done.patch_id,
      "new type errors, and the policy reverts those",
    );
    if (!undone.ok) {
      engine.warn(`patch ${done.patch_id} failed its type check and could not be reverted: ${undone.error}`);
      continue;
    }
    const own = done.ts_check_ok === false;
    const why = own
      ? checkError({ ok: false, out: done.ts_check_out ?? "", ms: 0 })
      : "another patch of its atomic batch failed its type check";
    results[index] = refusedAnswer(
      {
        ok: false,
        code: own ? "TYPE_CHECK_FAILED" : "BATCH_ABORTED",
        error: `${why}. The policy reverts such a patch: the file is as it was.`,
        details: { ts_check_out: done.ts_check_out ?? "", reverted_by: undone.result.patch_id },
      },
      { patch_id: done.patch_id, file: done.file, op: done.op },
    );
  }
}
