import type { VerifyFinding } from "../../../shared/models/out-of-band.ts";
import type { CustodyProblem } from "../journal/verify-custody.ts";

/** A report lists no more; the rest is counted. */
export const mostFindings = 200;

/** Broken places of the custody chain, as findings of `verify`. */
export const custodyFindings = (problems: readonly CustodyProblem[]): VerifyFinding[] =>
  problems.map(({ id, why, patch_id, event_type }) => {
    const about =
      event_type === null ? "" : ` (${event_type}${patch_id === null ? "" : ` of patch ${patch_id}`})`;
    return {
      kind: "custody",
      row: id,
      ...(patch_id === null ? {} : { patch_id }),
      text: `custody row ${id}${about}: ${why}`,
      advice:
        "Somebody wrote to the database by hand. Compare it with a backup of the data folder; patch_log.jsonl and .mission_control/patches still say what each patch did.",
    };
  });
