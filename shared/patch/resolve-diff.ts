import type { MatchTier } from "../models/patch-result.ts";
import { assertNever, type Refusal, refuse } from "../result.ts";
import { concatBytes, utf8 } from "./bytes.ts";
import { type Document, type FileState, openDocument } from "./document.ts";
import type { FilePatch } from "./file-patch.ts";
import { type Matching, matchTiers } from "./match-tier.ts";
import type { Part, Resolved, Touch } from "./part.ts";
import { placeHunks } from "./place-hunks.ts";
import { applySplices } from "./splice.ts";

/** A file as the planner can look at it; null where it does not exist. */
export type Lookup = (file: string) => { state: FileState; doc: Document } | null | Refusal;

/** Finds where every hunk of a diff belongs, and what becomes of each of its files. */
export function resolveDiff(
  files: readonly FilePatch[],
  look: Lookup,
  matching: Matching,
): Resolved | Refusal {
  const parts: Part[] = [];
  let tier: MatchTier = "exact";
  const seen = new Set<string>();
  for (const patch of files) {
    for (const file of new Set([patch.to, patch.kind === "copy" ? patch.to : patch.file])) {
      if (seen.has(file))
        return refuse(
          "MALFORMED_DIFF",
          `the diff names ${file} twice; put all of its hunks under one header`,
          { file },
        );
      seen.add(file);
    }
    const target = look(patch.to);
    if (target && "ok" in target) return target;
    const clashes = patch.kind === "create" || patch.kind === "copy" || patch.kind === "rename";
    if (clashes && target)
      return refuse(
        "FILE_EXISTS",
        `the diff makes ${patch.to}, which exists already; read it (patchctl context) and send a diff against what is there`,
        {
          file: patch.to,
        },
      );
    if (patch.kind === "create") {
      parts.push({ kind: "create", file: patch.to, state: created(patch) });
      continue;
    }
    const source = look(patch.file);
    if (source && "ok" in source) return source;
    if (!source)
      return refuse(
        "FILE_NOT_FOUND",
        `${patch.file} does not exist, so the diff cannot change it; name a file that does, or make it: a diff from /dev/null, or create-file`,
        {
          file: patch.file,
        },
      );
    const placed = placeHunks(source.doc, patch, matching);
    if ("ok" in placed) return placed;
    if (matchTiers.indexOf(placed.tier) > matchTiers.indexOf(tier)) tier = placed.tier;
    const touched: Touch[] = placed.touched.map(({ from, to }) => ({ start: from + 1, end: to }));
    const { splices } = placed;
    const executable = patch.executable === undefined ? {} : { executable: patch.executable };
    switch (patch.kind) {
      case "edit":
        parts.push({ kind: "edit", file: patch.file, splices, touched, ...executable });
        break;
      case "rename":
        parts.push({ kind: "rename", file: patch.file, to: patch.to, splices, touched, ...executable });
        break;
      case "copy":
        parts.push({
          kind: "create",
          file: patch.to,
          state: {
            bytes: applySplices(source.state.bytes, splices),
            executable: patch.executable ?? source.state.executable,
          },
        });
        break;
      case "delete": {
        const left = applySplices(source.state.bytes, splices);
        if (!patch.unseen && left.length > source.doc.bom)
          return refuse(
            "NO_MATCH",
            `the diff deletes ${patch.file}, but does not show all of its lines; the file has changed since, or the diff is cut short`,
            { file: patch.file, lines: openDocument(left).starts.length },
          );
        parts.push({ kind: "delete", file: patch.file });
        break;
      }
      default:
        return assertNever(patch.kind);
    }
  }
  return { parts, tier };
}

function created(patch: FilePatch): FileState {
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  const bytes = concatBytes(lines.map((line) => utf8(line.text + (line.bare ? "" : "\n"))));
  return { bytes, executable: patch.executable ?? false };
}
