import type { Refusal } from "../result.ts";
import { documentOf } from "./batch-files.ts";
import type { Document } from "./document.ts";
import { followRange, type LineRange } from "./line-map.ts";
import { mapForward, refuseWhole } from "./map-forward.ts";
import type { Part, Rebased, Resolved } from "./part.ts";
import type { ReadOperation } from "./read-operation.ts";
import { refuseDisturbed } from "./stale-span.ts";
import type { VersionRead } from "./versions-read.ts";

/** An operation whose `expect.fileHash` names an earlier version of its file. */
export interface Earlier {
  read: ReadOperation;
  version: VersionRead;
  now: Document;
  /** sha256 of `now`, null where that is not on disk */
  nowHash: string | null;
}

/**
 * Takes an operation that was placed in the version its caller read to the file as it is. What it means is what it
 * meant there, text and hunks as well as line numbers: they are found in the version that was read, so that a second
 * occurrence that came since does not take the edit away, nor makes it ambiguous.
 *
 * STALE_SPAN where somebody has touched the lines, STALE_BASE where it takes the file as a whole.
 */
export function placeEarlier(resolved: Resolved, earlier: Earlier): Resolved | Refusal {
  const { read, version, now, nowHash } = earlier;
  const { file } = read.op;
  const past = documentOf(version.state);
  const parts: Part[] = [];
  let rebased: Rebased | null = null;
  let splices: Extract<Part, { kind: "edit" }>["splices"] = [];
  for (const part of resolved.parts) {
    if (part.file !== file) {
      parts.push(part);
      continue;
    }
    if (part.kind === "create" || part.kind === "delete")
      return refuseWhole(file, `to ${part.kind} it`, nowHash);
    const moved = mapForward(part, { past, now, map: version.map }, resolved.lines);
    if ("ok" in moved) return moved;
    if (!("kind" in moved)) {
      const range: LineRange = moved.touched;
      // what somebody else did is told in the coordinates of the version that was on disk
      const origin = followRange(version.origin, range);
      return refuseDisturbed({ ...version, file, range, origin, past, now, hash: nowHash });
    }
    splices = part.splices;
    rebased = { from: linesOf(read, part), to: linesOf(read, moved) };
    parts.push(moved);
  }
  if (rebased === null) return refuseWhole(file, "what the diff does with it", nowHash);
  const placed = { file, hash: read.op.expect!.fileHash!, splices };
  return { ...resolved, parts, rebased, placed };
}

/** The lines that an operation speaks of, 1-based and inclusive: of an insert, the line it stands beside. */
function linesOf({ op }: ReadOperation, part: Part & { kind: "edit" | "rename" }): [number, number] {
  const first = part.touched[0];
  const last = part.touched.at(-1);
  if (!first || !last) return [1, 1];
  const below =
    op.op === "insert-before" ||
    (op.op === "insert-at-anchor" && op.position === "before") ||
    first.start === 1;
  const start = first.end < first.start && !below ? first.start - 1 : first.start;
  const end = last.end < last.start && below && first === last ? last.start : last.end;
  return [start, Math.max(start, end)];
}
