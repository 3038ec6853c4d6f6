import type { PatchCheck } from "../models/patch-result.ts";
import type { GuardReport } from "./judge-guards.ts";

/**
 * What the `guards` check of an operation says, over all of its files. It is not ok where a region did not hold before
 * the edit already: the edit may go, but somebody went around the guard.
 */
export function guardsCheck(reports: readonly GuardReport[]): PatchCheck {
  const kept = reports.reduce((sum, report) => sum + report.kept, 0);
  const unlocked = [...new Set(reports.flatMap((report) => report.unlocked))];
  const added = reports.flatMap((report) => report.added);
  const broken = reports.flatMap((report) => report.broken);
  const parts: string[] = [];
  if (kept > 0) parts.push(`${kept} guarded ${kept === 1 ? "region keeps its" : "regions keep their"} bytes`);
  if (unlocked.length > 0) parts.push(`unlocked: ${unlocked.join(", ")}`);
  if (added.length > 0) parts.push(`new: ${added.join(", ")}`);
  if (broken.length > 0) parts.push(`broken before this edit: ${broken.join("; ")}`);
  if (parts.length === 0)
    parts.push(reports.length > 1 ? "the files have no guarded region" : "the file has no guarded region");
  return { name: "guards", ok: broken.length === 0, text: parts.join("; ") };
}
