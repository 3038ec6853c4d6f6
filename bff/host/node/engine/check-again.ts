import { ok, type Result, refuse } from "../../../../shared/result.ts";
import type { CheckVerdict, PatchReporter } from "../../../ports/workspace.ts";
import { confine } from "./confine.ts";
import type { Engine } from "./context.ts";
import { eventQueue } from "./event-queue.ts";
import { verdictEvent } from "./events.ts";
import { readState } from "./read-state.ts";
import { rebuild } from "./rebuild.ts";
import { now, type Request } from "./request.ts";
import { fateOf, settleTasks } from "./task-status.ts";
import { checkChanges, withVerdict } from "./type-check.ts";

/**
 * Checks a patch that was applied without a check, or again: what was there before comes from the backup, what is
 * there now from the disk, or from the patch where others have edited the file since.
 */
export async function checkAgain(
  engine: Engine,
  patchId: string,
  reporter?: PatchReporter,
): Promise<Result<{ verdict: CheckVerdict }>> {
  const stored = engine.store.read(patchId);
  const around = stored && rebuild(engine, stored);
  if (!stored || !around)
    return refuse(
      "PATCH_NOT_FOUND",
      `no patch ${patchId} with its backup is in this workspace; patchctl log lists those there are`,
      {
        patch_id: patchId,
      },
    );
  const policy = await engine.policy();
  if ("ok" in policy) return policy;
  const changes = around.flatMap(({ file, before, after }) =>
    file.file === file.to
      ? [{ file: file.file, before, after: onDisk(engine, file.to, file.after_hash) ?? after }]
      : [
          { file: file.file, before, after: null },
          { file: file.to, before: null, after },
        ],
  );
  const verdict =
    policy.policy.check === "none" ? { ok: null, out: "", ms: 0 } : await checkChanges(engine, changes);
  const done = withVerdict({ ...stored.answer, diff: "" }, verdict);
  const { diff: _diff, ...answer } = done;
  // read again: a revert may have marked it while the check ran
  engine.store.write({ ...(engine.store.read(patchId) ?? stored), answer });
  const events = eventQueue(reporter, engine.warn);
  const request: Request = { ts: now(engine), meta: stored.meta, check: "wait", mayUnlock: false, events };
  const subject = { patch_id: patchId, file: answer.file, op: answer.op, task_id: stored.task_id };
  events.push(verdictEvent(subject, request, done, verdict, now(engine)));
  await events.settled();
  // a patch that undoes another, or is undone, says nothing about the work any more
  if (stored.reverts === undefined && stored.reverted_by === undefined)
    await settleTasks(engine, [{ task_id: stored.task_id, fate: fateOf(done, stored.ts, true) }]);
  return ok({ verdict });
}

/** The file as it is, where it still is what the patch made of it. */
function onDisk(engine: Engine, file: string, hash: string | null): Uint8Array | null {
  const confined = confine(engine.root, file);
  if (hash === null || "ok" in confined) return null;
  const read = readState(confined.path, file);
  return read && !("ok" in read) && engine.hash(read.state.bytes) === hash ? read.state.bytes : null;
}
