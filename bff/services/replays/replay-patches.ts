import type { ReplayedPatch } from "../../../shared/models/replay.ts";
import { patchesOfTrace } from "../../db/queries/replays.ts";
import { ownSource } from "../../operations/call-log.ts";
import type { Ports } from "../../ports/ports.ts";
import type { RunTools } from "../../ports/replay-runs.ts";

/** What a span of a patch that came out otherwise is called. */
const operation = "replay patch";
/** Most of them that the trace shows; the report counts all. */
const mostShown = 200;

/**
 * Makes the patches of a trace again, each in a scratch copy of the contents it was made for, and holds the hashes
 * against those on record. Each that differs is an error below the root, at `atUs`. After an abort it goes
 * on with none.
 */
export async function replayPatches(
  { db, workspace }: Pick<Ports, "db" | "workspace">,
  traceId: string,
  { recorder, advance, signal }: RunTools,
  atUs: number,
): Promise<{ patches: ReplayedPatch[]; reason?: string }> {
  const known = await patchesOfTrace(db, traceId);
  if (known === 0) return { patches: [] };
  const made = await workspace.replay({ trace_id: traceId }, signal);
  if (!made.ok)
    return {
      patches: [],
      reason: `its ${known} patch${known === 1 ? "" : "es"} could not be made again: ${made.error}`,
    };
  const patches = made.replayed.map(({ via: _, ...patch }) => patch);
  const unlike = patches.filter(({ same }) => !same);
  for (const { patch_id, file, expected, actual, why } of unlike.slice(0, mostShown)) {
    if (signal.aborted) break;
    const details = { patch_id, file, expected, actual, ...(why === undefined ? {} : { why }) };
    const span = await recorder.spanStart({ source: ownSource, operation, start_us: atUs, details });
    await recorder.spanError(span, atUs);
    advance({ spans: 0, errors: 1 });
  }
  const [first] = unlike;
  if (first === undefined) return { patches };
  return {
    patches,
    reason: `${unlike.length} of ${patches.length} patches came out otherwise, first ${first.patch_id} in ${first.file}`,
  };
}
