import type { PatchDetail } from "../../../../../shared/models/patch-record.ts";
import type { PatchCheck } from "../../../../../shared/models/patch-result.ts";
import { formatDuration } from "../../../../components/ui/time-format.ts";

export type CheckState = "ok" | "failed" | "running" | "none";
export interface CheckLine {
  name: PatchCheck["name"];
  state: CheckState;
  text: string;
}

const order: PatchCheck["name"][] = ["span", "guards", "types", "share", "matching"];

type Known = Pick<
  PatchDetail,
  "checks" | "display_status" | "diff_path" | "ts_check_ok" | "ts_check_ms" | "ts_check_out"
>;

/**
 * What was looked at before the edit was let through, and the type check after it, which speaks later than the others:
 * the record knows its verdict, whatever the list said when it was made.
 */
export function checkLines(patch: Known): CheckLine[] {
  const lines = patch.checks
    .filter((check) => check.name !== "types")
    .map(
      ({ name, ok, text }): CheckLine => ({ name, state: ok === null ? "none" : ok ? "ok" : "failed", text }),
    );
  // A refused edit was never on disk: there is nothing that a compiler could have said.
  if (patch.diff_path !== null || patch.ts_check_ok !== null) lines.push(typesLine(patch));
  return lines.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

function typesLine(patch: Known): CheckLine {
  const took = patch.ts_check_ms === null ? "" : `, ${formatDuration(patch.ts_check_ms)}`;
  if (patch.ts_check_ok === true) return { name: "types", state: "ok", text: `tsc${took}` };
  if (patch.ts_check_ok === false) {
    const errors = patch.ts_check_out?.match(/\berror TS\d+/g)?.length ?? 0;
    const many = errors === 1 ? "1 new error" : errors > 1 ? `${errors} new errors` : "new errors";
    return { name: "types", state: "failed", text: `tsc: ${many}${took}` };
  }
  if (patch.display_status === "validating")
    return { name: "types", state: "running", text: "tsc is running" };
  return { name: "types", state: "none", text: "no type check" };
}
