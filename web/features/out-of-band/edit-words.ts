import type { OutOfBandEdit, WatchState } from "../../../shared/models/out-of-band.ts";
import { assertNever } from "../../../shared/result.ts";

/** A line of the list: an edit, or above several that were found at once what they have in common. */
export type EditLine =
  | { is: "group"; key: string; first: OutOfBandEdit; shown: number; open: number }
  | { is: "edit"; key: string; edit: OutOfBandEdit };

/** The list with a head above each group; edits of one group stand together already, newest group first. */
export function toLines(edits: readonly OutOfBandEdit[]): EditLine[] {
  const lines: EditLine[] = [];
  for (let at = 0; at < edits.length; ) {
    const first = edits[at]!;
    let end = at;
    while (edits[end]?.group === first.group) end += 1;
    const own = edits.slice(at, end);
    if (first.group_size > 1) {
      const open = own.filter(({ status }) => status === "open").length;
      lines.push({ is: "group", key: `group ${first.group}`, first, shown: own.length, open });
    }
    lines.push(...own.map((edit): EditLine => ({ is: "edit", key: edit.id, edit })));
    at = end;
  }
  return lines;
}

/** Why there is no diff to show. */
export function noDiffWords(reason: NonNullable<OutOfBandEdit["no_diff"]>): string {
  switch (reason) {
    case "before_unknown":
      return "The contents before are not known: git does not have them, and nobody kept a copy.";
    case "binary":
      return "The file is binary, so there are no lines to show.";
    case "large":
      return "The file is too large for a diff.";
    case "many":
      return "It was one of very many at once; only the hashes were kept.";
    default:
      return assertNever(reason);
  }
}

/** Whether it can be put back from here, and if not, why. */
export function putBackOffer(
  edit: OutOfBandEdit,
  mayDecide: boolean,
): { offered: true } | { offered: false; why: string } {
  if (!mayDecide) return { offered: false, why: "Only a reviewer decides on edits that went around" };
  if (edit.no_diff !== null)
    return { offered: false, why: `${noDiffWords(edit.no_diff)} Put it right by git or by hand.` };
  return { offered: true };
}

/** What became of it. */
export function closedWords({ status, closed_by, patch_id }: OutOfBandEdit): string {
  switch (status) {
    case "open":
      return "open";
    case "accepted":
      return `accepted by ${closed_by ?? "unknown"}`;
    case "put_back":
      return `put back by ${closed_by ?? "unknown"}${patch_id === null ? "" : `, patch ${patch_id}`}`;
    default:
      return assertNever(status);
  }
}

/** How the server looks for such edits. */
export function watchWords({ mode, files }: WatchState): string {
  const count = `${files.toLocaleString("en")} ${files === 1 ? "file" : "files"}`;
  switch (mode) {
    case "starting":
      return "taking a first look";
    case "watching":
      return `watching ${count}`;
    case "polling":
      return `looking at ${count} every few seconds`;
    case "off":
      return "not watching";
    default:
      return assertNever(mode);
  }
}
