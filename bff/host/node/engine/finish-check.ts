import type { PatchDone, PatchResult } from "../../../../shared/models/patch-result.ts";
import type { Engine } from "./context.ts";
import { verdictEvent } from "./events.ts";
import type { Outcome } from "./outcome.ts";
import { now, type Request } from "./request.ts";
import { remember, takeBack } from "./take-back.ts";
import { checkChanges, isCheckable, verdictFor, withVerdict } from "./type-check.ts";

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
  if (outcome.onCheckFailure === "revert") await takeBack(engine, request, outcome, results);
  await request.events.settled();
  return results;
}
