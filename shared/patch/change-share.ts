import type { Policy } from "../models/policy.ts";
import { type Refusal, refuse } from "../result.ts";
import type { Changed } from "./batch-files.ts";

/** How much of a file a batch changes: the share of its lines, as the batch found it, that do not survive. */
export function changedShare(linesBefore: number, removed: number): number {
  return linesBefore === 0 ? 0 : Math.min(1, removed / linesBefore);
}

/** CHANGE_LIMIT where a batch changes more of a file than the policy lets it. */
export function checkShare(
  file: string,
  changed: Changed | null,
  policy: Policy,
  deletes: boolean,
): Refusal | null {
  if (!changed || changed.lines <= policy.smallFileLines) return null;
  const { lines: linesBefore } = changed;
  const fits = (lines: number) => changedShare(linesBefore, lines) <= policy.maxChangedShare;
  if (fits(changed.atMost)) return null;
  const removed = changed.exactly();
  if (fits(removed)) return null;
  const share = changedShare(linesBefore, removed);
  const most = Math.floor(policy.maxChangedShare * linesBefore);
  return refuse(
    "CHANGE_LIMIT",
    `the batch ${deletes ? "deletes" : "changes"} ${removed} of the ${linesBefore} lines of ${file} (${percent(share)}), the policy allows ${percent(policy.maxChangedShare)} (${most} lines); ${deletes ? "leave the file" : "send only the lines that have to change"}, or ask a person to raise maxChangedShare in .mission_control/policy.json`,
    {
      file,
      lines: linesBefore,
      changed: removed,
      share: Math.round(share * 1000) / 1000,
      limit: policy.maxChangedShare,
    },
  );
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
