import type { PatchDone, PatchRefused } from "../../../../shared/models/patch-result.ts";
import { ok, type Result } from "../../../../shared/result.ts";
import type { ApplyOptions, Workspace } from "../../../ports/workspace.ts";
import type { Engine } from "./context.ts";
import { finishCheck } from "./finish-check.ts";
import { openRequest } from "./request.ts";
import { undo, unknownPatch } from "./undo.ts";

type Who = Parameters<Workspace["revert"]>[1];

/**
 * Undoes a patch by a new one. Lines that nobody has touched since get their old bytes back, wherever they have
 * moved to; a file the patch made goes, one it removed returns, a rename is turned round. Otherwise nothing is
 * written and REVERT_CONFLICT names the place.
 */
export async function revert(
  engine: Engine,
  patchId: string,
  who: Who,
  options: ApplyOptions = {},
): Promise<Result<{ result: PatchDone | PatchRefused }>> {
  const stored = engine.store.read(patchId);
  if (!stored) return unknownPatch(patchId);
  const { order_id, phase, factory, trace_id } = stored.meta as Record<string, string | undefined>;
  const request = openRequest(
    engine,
    {
      branch: "",
      ...(order_id === undefined ? {} : { orderId: order_id }),
      ...(phase === undefined ? {} : { phase }),
      ...(factory === undefined ? {} : { factory }),
      ...(trace_id === undefined ? {} : { traceId: trace_id }),
      ...who,
    },
    options,
  );
  const undone = await undo(engine, request, [stored]);
  if (!undone.ok) {
    await request.events.settled();
    return undone;
  }
  const [result] = await finishCheck(engine, request, undone.outcome);
  await request.events.settled();
  return ok({ result: result! });
}
