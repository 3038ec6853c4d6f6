import type { MatchTier } from "../models/patch-result.ts";
import { assertNever, type Refusal, refuse } from "../result.ts";
import { concatBytes, utf8 } from "./bytes.ts";
import { type Document, type FileState, lineCount } from "./document.ts";
import { type FilePatch, oldLines } from "./file-patch.ts";
import { type Matching, matchTiers } from "./match-tier.ts";
import { quoted } from "./nearest.ts";
import type { Part, Resolved, Touch } from "./part.ts";
import { type PlacedHunks, placeHunks } from "./place-hunks.ts";
import { applySplices } from "./splice.ts";
import { textOf } from "./text-view.ts";

interface Looked {
  state: FileState;
  doc: Document;
}

/** A file as the planner can look at it; null where it does not exist. */
export type Lookup = (file: string) => Looked | null | Refusal;

/**
 * Finds where every hunk of a diff belongs, and what becomes of each of its files. The answer's tier is the loosest
 * that any hunk needed, null where no line had to be matched.
 */
export function resolveDiff(
  files: readonly FilePatch[],
  look: Lookup,
  matching: Matching,
): Resolved | Refusal {
  const parts: Part[] = [];
  let tier = -1;
  const seen = new Set<string>();
  for (const patch of files) {
    for (const file of new Set([patch.to, patch.kind === "copy" ? patch.to : patch.file])) {
      if (seen.has(file))
        return refuse(
          "MALFORMED_DIFF",
          `the diff names ${file} twice; put all of its hunks under one header, or send the diffs one after the other`,
          { file },
        );
      seen.add(file);
    }
    const one = resolveFile(patch, look, matching);
    if ("ok" in one) return one;
    if (one.tier !== null) tier = Math.max(tier, matchTiers.indexOf(one.tier));
    parts.push(one.part);
  }
  return { parts, tier: matchTiers[tier] ?? null };
}

function resolveFile(
  patch: FilePatch,
  look: Lookup,
  matching: Matching,
): { part: Part; tier: MatchTier | null } | Refusal {
  const target = look(patch.to);
  if (target && "ok" in target) return target;
  const makes = patch.kind === "create" || patch.kind === "copy" || patch.kind === "rename";
  if (makes && target) return exists(patch.to);
  // whole files are seen to the byte
  if (patch.kind === "create" || (!target && showsWhole(patch)))
    return { part: { kind: "create", file: patch.to, state: created(patch) }, tier: "exact" };
  const source = look(patch.file);
  if (source && "ok" in source) return source;
  if (!source) return missing(patch.file);
  const placed = placeHunks(source.doc, patch, matching);
  if ("ok" in placed) return placed;
  const part = partOf(patch, source, placed);
  // a rename or a mode change alone has nothing to match, and nothing to miss
  return "ok" in part ? part : { part, tier: patch.hunks.length === 0 ? "exact" : placed.tier };
}

function partOf(patch: FilePatch, source: Looked, placed: PlacedHunks): Part | Refusal {
  const touched: Touch[] = placed.touched.map(({ from, to }) => ({ start: from + 1, end: to }));
  const { splices } = placed;
  const executable = patch.executable === undefined ? {} : { executable: patch.executable };
  switch (patch.kind) {
    case "edit":
      return { kind: "edit", file: patch.file, splices, touched, ...executable };
    case "rename":
      return { kind: "rename", file: patch.file, to: patch.to, splices, touched, ...executable };
    case "create":
    case "copy": {
      const bytes = applySplices(source.state.bytes, splices);
      const state = { bytes, executable: patch.executable ?? source.state.executable };
      return { kind: "create", file: patch.to, state };
    }
    case "delete":
      return (
        (patch.unseen ? null : notShown(patch, source.doc, placed)) ?? { kind: "delete", file: patch.file }
      );
    default:
      return assertNever(patch.kind);
  }
}

/** The refusal where a diff deletes a file of which it does not show every line. */
function notShown(patch: FilePatch, doc: Document, placed: PlacedHunks): Refusal | null {
  const shown = new Set<number>();
  for (const { from, to } of placed.touched) for (let line = from; line < to; line++) shown.add(line);
  const count = lineCount(doc);
  if (shown.size >= count) return null;
  const line = Array.from({ length: count }, (_, at) => at).find((at) => !shown.has(at))!;
  return refuse(
    "NO_MATCH",
    `the diff deletes ${patch.file}, but shows ${shown.size} of its ${count} lines; line ${line + 1}, ${quoted(textOf(doc).lines[line]!)}, is the first it does not show. The file has changed since, or the diff is cut short; read the file and send a diff of all of it.`,
    { file: patch.file, line: line + 1, lines: count, candidates: [{ start: line + 1, end: line + 1 }] },
  );
}

/** An empty old side, of a file that is not there: the diff shows all that the file will hold. */
const showsWhole = (patch: FilePatch): boolean =>
  patch.kind === "edit" &&
  patch.hunks.length === 1 &&
  patch.hunks[0]!.oldStart === 0 &&
  oldLines(patch.hunks[0]!).length === 0;

function created(patch: FilePatch): FileState {
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  const bytes = concatBytes(lines.map((line) => utf8(line.text + (line.bare ? "" : "\n"))));
  return { bytes, executable: patch.executable ?? false };
}

const exists = (file: string): Refusal =>
  refuse(
    "FILE_EXISTS",
    `the diff makes ${file}, which exists already; read it (patchctl context) and send a diff against what is there`,
    { file },
  );

const missing = (file: string): Refusal =>
  refuse(
    "FILE_NOT_FOUND",
    `${file} does not exist, so the diff cannot change it; name a file that does, or make it: a diff from /dev/null, or create-file`,
    { file },
  );
