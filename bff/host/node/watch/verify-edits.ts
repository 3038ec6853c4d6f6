import type { VerifyFinding } from "../../../../shared/models/out-of-band.ts";
import { readable } from "../../../../shared/patch/encoding.ts";
import { linesAdded, linesRemoved } from "../../../../shared/patch/line-edit.ts";
import type { Engine } from "../engine/context.ts";
import { editDiff, kindOf } from "./edit-diff.ts";
import { readEdits } from "./edit-log.ts";
import { isExecutable } from "./file-print.ts";
import type { RawEdit } from "./look.ts";
import type { Places } from "./places.ts";
import { createTracker } from "./tracker.ts";

/** Longer diffs are cut, in characters; and so many edits have one. */
const mostDiff = 20_000;
const mostDiffs = 50;

/**
 * Edits that went around: those on record that nobody has accepted or put back, and those that nobody has recorded.
 * `files` are those that something is known of.
 */
export async function verifyEdits(
  engine: Engine,
  places: Places,
  progress?: (words: string) => void,
): Promise<{ findings: VerifyFinding[]; files: string[]; skipped: string | null }> {
  const tracker = createTracker(engine, places);
  const opened = await tracker.open();
  const { state } = tracker;
  const readTo = state.editsAt;
  const swept = state.complete
    ? (await tracker.sweep({ progress })).look
    : await tracker.look(thereOf(state.files));
  const again = await tracker.look(swept.busy);
  const known = onRecord(engine, places, readTo);
  const fresh = [...opened.edits, ...swept.edits, ...again.edits].filter(
    (raw) => !known.since.has(keyOf(raw)),
  );
  const findings = [...known.open];
  if (opened.cut)
    findings.unshift({
      kind: "out_of_band",
      text: "patch_log.jsonl is shorter than it was: lines have been taken out",
      advice:
        "Take .mission_control/patch_log.jsonl from a backup; the custody chain of the server names the patches.",
    });
  for (const [index, raw] of fresh.entries())
    findings.push(await findingOf(engine, places, raw, state, index));
  for (const file of again.busy)
    findings.push({
      kind: "unread",
      file,
      text: `${file} differs from what is known of it, and a patch or another program holds it at this moment`,
      advice:
        "Run patchctl verify again once it is done; where nothing may be written to .mission_control, let it be.",
    });
  const skipped = state.complete
    ? null
    : "no server has looked at this workspace yet, so only files that a patch has touched were held against their hash";
  return { findings, files: thereOf(state.files), skipped };
}

const thereOf = (files: ReadonlyMap<string, { hash: string | null }>): string[] =>
  [...files].flatMap(([file, { hash }]) => (hash === null ? [] : [file]));

const keyOf = ({ file, after }: RawEdit): string => `${after.hash} ${file}`;

/** What `out_of_band.jsonl` says is open; `since` are those that were put there after byte `readTo`, by a server. */
function onRecord(engine: Engine, places: Places, readTo: number) {
  const open = new Map<string, VerifyFinding>();
  const since = new Set<string>();
  const closedGroups = new Set<string>();
  for (const { closing } of readEdits(places.edits)) if (closing?.group) closedGroups.add(closing.id);
  for (const { edit, closing, end } of readEdits(places.edits)) {
    if (closing) open.delete(closing.id);
    if (!edit) continue;
    if (end > readTo) since.add(`${edit.after_hash} ${edit.file}`);
    if (closedGroups.has(edit.group)) continue;
    if (edit.diff_path !== null && engine.store.read(edit.id)?.reverted_by !== undefined) continue;
    const diff = open.size < mostDiffs && edit.diff_path !== null ? engine.store.readDiff(edit.id) : null;
    const lines = edit.lines_added === null ? "" : `, +${edit.lines_added} −${edit.lines_removed}`;
    open.set(edit.id, {
      kind: "out_of_band",
      patch_id: edit.id,
      file: edit.file,
      text: `${edit.file} was ${edit.kind} around patchctl${lines}; found ${edit.found_at} and not accepted or put back yet`,
      advice: edit.diff_path
        ? `Accept it or put it back under Custody on the screen, or patchctl revert ${edit.id}.`
        : "Accept it under Custody on the screen, or put it right by git and accept it then.",
      ...(diff ? { diff: readable(diff).slice(0, mostDiff) } : {}),
    });
  }
  return { open: [...open.values()], since };
}

async function findingOf(
  engine: Engine,
  places: Places,
  raw: RawEdit,
  state: ReturnType<typeof createTracker>["state"],
  index: number,
): Promise<VerifyFinding> {
  const executable = isExecutable(state.files.get(raw.file)?.stamp ?? "");
  const found = index < mostDiffs ? await editDiff(engine, places.copies, raw, executable) : null;
  const step = found && "step" in found ? found.step : null;
  const lines = step ? `, +${linesAdded(step.edits)} −${linesRemoved(step.edits)}` : "";
  const since = raw.before.by === null ? "" : ` since ${raw.before.by}`;
  const unknown = found && "none" in found && found.none === "before_unknown";
  return {
    kind: "out_of_band",
    file: raw.file,
    text: `${raw.file} was ${kindOf(raw)} around patchctl${since}${lines}${unknown ? "; the contents before are not known" : ""}`,
    advice:
      "A server that runs puts it on record, to be accepted or put back; without one, put it right by git or by a patch.",
    ...(found && "diff" in found ? { diff: readable(found.diff).slice(0, mostDiff) } : {}),
  };
}
