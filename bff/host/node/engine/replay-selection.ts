import { ok, type Result, refuse } from "../../../../shared/result.ts";
import type { Replayed, ReplayInput } from "../../../ports/replay.ts";
import { linesBackward } from "./log-backward.ts";
import type { Records } from "./records.ts";
import { replayPatches } from "./replay.ts";

const newest = 20;

/** Replays the patches that are named, those of a trace, or the newest ones. Oldest first. */
export async function replay(
  records: Records,
  input: ReplayInput,
  signal?: AbortSignal,
): Promise<Result<{ replayed: Replayed[] }>> {
  const ids = input.patch_ids ?? select(records, input);
  const unknown = (input.patch_ids ?? []).filter((id) => !records.store.read(id) && !isLogged(records, id));
  if (unknown.length > 0)
    return refuse(
      "PATCH_NOT_FOUND",
      `no patch ${unknown.join(", ")} was applied in this workspace; patchctl log lists those that were`,
      { patch_ids: unknown },
    );
  if (ids.length === 0 && input.trace_id !== undefined)
    return refuse(
      "PATCH_NOT_FOUND",
      `no patch of trace ${input.trace_id} is in the log; patchctl log shows the patches with their trace_id`,
      { trace_id: input.trace_id },
    );
  return ok({ replayed: await replayPatches(records, ids, signal) });
}

/** Ids from the log, oldest first: of all that belong to the trace, or of all, the newest `last`. */
function select(records: Records, { last, trace_id }: ReplayInput): string[] {
  const most = last ?? (trace_id === undefined ? newest : Number.POSITIVE_INFINITY);
  const ids: string[] = [];
  for (const line of linesBackward(records.folder.log, Number.POSITIVE_INFINITY)) {
    if (ids.length >= most) break;
    const entry = parsed(line);
    if (entry && (trace_id === undefined || entry.trace_id === trace_id)) ids.push(entry.patch_id);
  }
  return ids.reverse();
}

function isLogged(records: Records, id: string): boolean {
  for (const line of linesBackward(records.folder.log, Number.POSITIVE_INFINITY))
    if (parsed(line)?.patch_id === id) return true;
  return false;
}

function parsed(line: string): { patch_id: string; trace_id?: unknown } | null {
  try {
    const entry = JSON.parse(line);
    return typeof entry?.patch_id === "string" ? entry : null;
  } catch {
    return null;
  }
}
