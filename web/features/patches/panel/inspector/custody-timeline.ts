import type { CustodyRow, PatchDetail } from "../../../../../shared/models/patch-record.ts";

/**
 * `done`: happened, at a known time. `running`: on its way. `failed`: ended here. `open`: has not happened.
 * `none`: will not happen, `why` says so.
 */
export interface CustodyStep {
  name: "requested" | "applied" | "validated" | "refused" | "failed" | "exported" | "reverted";
  state: "done" | "running" | "failed" | "open" | "none";
  at: string | null;
  /** milliseconds since the step before it that has a time */
  sincePrevious: number | null;
  why?: string;
}

type Known = Pick<PatchDetail, "status" | "display_status" | "ts_check_ok" | "diff_path" | "created_at">;

/**
 * The way of one patch in a line: requested, applied, validated, exported, and reverted where it was. Of a step that
 * happened more than once the verdict is the last, the others are the first.
 */
export function custodyTimeline(patch: Known, rows: readonly CustodyRow[]): CustodyStep[] {
  const first = (type: string) => rows.find((row) => row.event_type === type)?.ts ?? null;
  const last = (type: string) => rows.findLast((row) => row.event_type === type)?.ts ?? null;
  const steps: Omit<CustodyStep, "sincePrevious">[] = [
    { name: "requested", state: "done", at: first("patch_requested") ?? patch.created_at },
  ];

  const applied = first("patch_applied");
  const failed = last("patch_failed");
  if (applied === null && failed !== null) steps.push({ name: "refused", state: "failed", at: failed });
  else {
    steps.push({ name: "applied", state: applied ? "done" : "running", at: applied });
    steps.push(verdict(patch, last("patch_validated"), failed));
  }
  const exported = first("github_export_completed");
  const refused = steps.at(-1)!.name === "refused";
  steps.push(
    refused && exported === null
      ? {
          name: "exported",
          state: "none",
          at: null,
          why: "Nothing was written, so there is nothing to export",
        }
      : { name: "exported", state: exported ? "done" : "open", at: exported },
  );
  const reverted = last("patch_reverted");
  if (reverted !== null) steps.push({ name: "reverted", state: "done", at: reverted });

  let previous: number | null = null;
  return steps.map((step) => {
    const at = step.at === null ? null : Date.parse(step.at);
    const sincePrevious = at === null || previous === null ? null : Math.max(0, at - previous);
    previous = at ?? previous;
    return { ...step, sincePrevious };
  });
}

function verdict(
  patch: Known,
  validated: string | null,
  failed: string | null,
): Omit<CustodyStep, "sincePrevious"> {
  if (failed !== null && (validated === null || failed > validated))
    return { name: "failed", state: "failed", at: failed };
  if (validated !== null) return { name: "validated", state: "done", at: validated };
  if (patch.display_status === "validating") return { name: "validated", state: "running", at: null };
  if (patch.status === "applied" || patch.status === "reverted")
    return { name: "validated", state: "none", at: null, why: "No type check covers this file" };
  return { name: "validated", state: "open", at: null };
}
