import { documentOf } from "../../../../shared/patch/batch-files.ts";
import type { Document, FileState } from "../../../../shared/patch/document.ts";
import { refuseMissing } from "../../../../shared/patch/earlier-version.ts";
import {
  followLines,
  type LineMap,
  lineMapOf,
  thenMap,
  withRuns,
} from "../../../../shared/patch/line-map.ts";
import { textOf } from "../../../../shared/patch/text-view.ts";
import { walkBack } from "../../../../shared/patch/version-chain.ts";
import { ok, type Result, refuse } from "../../../../shared/result.ts";
import type { OpenSpace, OpenSpaces } from "../../../ports/open-space.ts";
import type { Engine } from "./context.ts";
import { fileHistory, logged } from "./history.ts";
import type { StoredFile } from "./patch-store.ts";
import { lookAt } from "./read-for-agents.ts";
import type { Records } from "./records.ts";

/**
 * The padding of `openSpace` that remains in a file: lines that a patch left blank below its block and that nobody has
 * rewritten since, wherever they have moved to. A line that was filled, or taken out, is not among them; one that was
 * taken out by a patch which was then reverted is. The file is named, or the patch that opened the space.
 */
export async function openSpaces(
  engine: Engine,
  input: { file: string } | { patch_id: string },
): Promise<Result<OpenSpaces>> {
  const asked = "file" in input ? input.file : fileOf(engine, input.patch_id);
  if (asked === null)
    return refuse(
      "PATCH_NOT_FOUND",
      "no such patch was applied here; patchctl log lists those that were",
      input,
    );
  const found = await lookAt(engine, asked);
  if ("ok" in found) return found;
  const { name: file, state } = found;
  const wrong = "correct the path, which is relative to the workspace";
  if (!state) return refuseMissing(file, fileHistory(engine).whereabouts(file), wrong);
  const all = remaining(engine, file, state);
  const spaces = "file" in input ? all : all.filter(({ patch_id }) => patch_id === input.patch_id);
  return ok({ file, fileHash: engine.hash(state.bytes), spaces });
}

/** The name that the file of a patch goes by now. */
function fileOf(records: Records, patchId: string): string | null {
  const stored = records.store.read(patchId);
  if (!stored) return null;
  const whereabouts = fileHistory(records).whereabouts(stored.answer.file);
  return whereabouts?.kind === "renamed" ? whereabouts.to : stored.answer.file;
}

function remaining(records: Records, file: string, state: FileState): OpenSpace[] {
  const doc = documentOf(state);
  const spaces: OpenSpace[] = [];
  /** by the patch that was reverted: where the lines that it had removed are now, edit by edit */
  const restored = new Map<string, (number | null)[][]>();
  /** from the version after the patch that is looked at to the one that is there */
  let map: LineMap = lineMapOf([]);
  for (const { link, broken } of walkBack(logged(records), { file, hash: records.hash(state.bytes) })) {
    const { patch_id } = link.patch;
    const stored = records.store.read(patch_id);
    const own = stored?.files.find(
      ({ file: from, to }) => from === link.change.file && to === link.change.to,
    );
    // what lies before an edit that went around, or before a removal, cannot be followed to here
    if (broken || link.gone || !stored || !own) break;
    const { padding } = stored.answer;
    if (padding && stored.answer.file === own.to) {
      const lines = followLines(map, { from: padding.start - 1, to: padding.end });
      spaces.push(...runsOf(lines, doc).map((run) => ({ patch_id, ...run })));
    }
    if (stored.reverts !== undefined)
      restored.set(
        stored.reverts,
        own.edits.map(([, , newAt, added]) => followLines(map, { from: newAt, to: newAt + added })),
      );
    map = putBack(thenMap(mapOf(own), map), own, restored.get(patch_id));
  }
  return spaces.sort((a, b) => a.start - b.start);
}

const mapOf = ({ edits }: StoredFile): LineMap =>
  lineMapOf(edits.map(([oldAt, removed, newAt, added]) => ({ oldAt, removed, newAt, added })));

/** The lines that a patch removed and its revert put back are the same ones. */
function putBack(map: LineMap, { edits }: StoredFile, restored: (number | null)[][] | undefined): LineMap {
  const same =
    restored?.length === edits.length && edits.every(([, removed], i) => restored[i]!.length === removed);
  if (!restored || !same) return map;
  const runs = edits.flatMap(([oldAt], edit) =>
    restored[edit]!.flatMap((newAt, i) => (newAt === null ? [] : [{ oldAt: oldAt + i, newAt, length: 1 }])),
  );
  return withRuns(map, runs);
}

/** Lines that are still there and blank, as runs: 0-based in, 1-based out. */
function runsOf(lines: readonly (number | null)[], doc: Document): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  for (const line of lines) {
    if (line === null || textOf(doc).lines[line] !== "") continue;
    const last = runs.at(-1);
    if (last?.end === line) last.end++;
    else runs.push({ start: line + 1, end: line + 1 });
  }
  return runs;
}
