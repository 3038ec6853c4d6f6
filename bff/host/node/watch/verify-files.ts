import { existsSync } from "node:fs";
import type { VerifyFinding, VerifyReport } from "../../../../shared/models/out-of-band.ts";
import type { Engine } from "../engine/context.ts";
import { placesIn } from "./places.ts";
import { verifyEdits } from "./verify-edits.ts";
import { verifyGuards } from "./verify-guards.ts";
import { verifyPatches } from "./verify-patches.ts";

/** A report lists no more of each kind; the rest is counted. */
const mostOfKind = 100;

/**
 * Holds what is on disk against the record: every patch's diff, record and backup, every file against the last state
 * that is known of it, every guard against its hash. Writes nothing, and is right while patches land and a server runs.
 */
export async function verifyFiles(engine: Engine, progress?: (words: string) => void): Promise<VerifyReport> {
  const report: VerifyReport = {
    intact: true,
    checked: { custody_rows: null, patches: 0, files: 0, guards: 0 },
    findings: [],
    more: 0,
    skipped: [],
  };
  if (!existsSync(engine.folder.path)) {
    report.skipped.push(
      "nothing was ever patched here: there is no .mission_control to hold the files against",
    );
    return report;
  }
  // a lock is taken where a file differs, and nowhere else
  engine.folder.ensure();
  const add = (findings: readonly VerifyFinding[]) => {
    report.findings.push(...findings.slice(0, mostOfKind));
    report.more += Math.max(0, findings.length - mostOfKind);
  };
  const patches = await verifyPatches(engine, progress);
  add(patches.findings);
  const edits = await verifyEdits(engine, placesIn(engine.folder), progress);
  add(edits.findings);
  if (edits.skipped !== null) report.skipped.push(edits.skipped);
  const guards = await verifyGuards(engine, edits.files, progress);
  add(guards.findings);
  report.checked = {
    custody_rows: null,
    patches: patches.count,
    files: edits.files.length,
    guards: guards.count,
  };
  report.intact = report.findings.length === 0;
  return report;
}
