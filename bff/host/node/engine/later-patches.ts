import type { Refusal } from "../../../../shared/result.ts";
import type { Engine } from "./context.ts";
import { readLog } from "./patch-log.ts";

/** How far back the log is searched, and how many of the patches found are named. */
const lookBack = 2000;
const named = 5;

/**
 * A patch cannot be undone as its file is now: says which patches have touched the file since and still stand, newest
 * first, so that they can be reverted in that order; or that none did, and something went around patchctl.
 */
export function inTheWay(engine: Engine, patchId: string, refusal: Refusal): Refusal {
  if (refusal.code !== "REVERT_CONFLICT") return refusal;
  const file = refusal.details?.file;
  const log = readLog(engine.folder.log, lookBack).toReversed();
  const ids = log.flatMap(({ patch_id: id }) => (typeof id === "string" ? [id] : []));
  const since = new Set(ids.slice(0, Math.max(0, ids.indexOf(patchId))));
  const later = [...since].filter((id) => {
    const stored = engine.store.read(id);
    // one that was undone since, and the patch that undid it, come to nothing
    if (!stored || stored.reverted_by !== undefined || since.has(stored.reverts ?? "")) return false;
    return stored.files.some((one) => one.file === file || one.to === file);
  });
  const first = later.slice(0, named).join(", then ");
  const hint =
    later.length === 0
      ? "No patch that stands did that; an edit may have gone around patchctl. Send an edit that puts the place right."
      : `Since then the file was changed by ${later.length === 1 ? "1 patch that stands" : `${later.length} patches that stand`}: revert ${first}${later.length > named ? " and so on" : ""} before it, or send an edit that puts the place right.`;
  return {
    ...refusal,
    error: `${refusal.error}; nothing was written. ${hint}`,
    details: { ...refusal.details, later: later.slice(0, named) },
  };
}
