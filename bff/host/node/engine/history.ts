import { openDocument } from "../../../../shared/patch/document.ts";
import type { EarlierVersion, FileHistory, Lost } from "../../../../shared/patch/earlier-version.ts";
import type { LineEdit } from "../../../../shared/patch/line-edit.ts";
import { type LineMap, lineMapOf, nothingKept } from "../../../../shared/patch/line-map.ts";
import { markFree } from "../../../../shared/patch/mark-free.ts";
import {
  type ChainLink,
  chainTo,
  type LoggedPatch,
  whereaboutsOf,
} from "../../../../shared/patch/version-chain.ts";
import { linesBackward } from "./log-backward.ts";
import type { LogEntry } from "./patch-log.ts";
import { rebuild } from "./rebuild.ts";
import type { Records } from "./records.ts";

/** How much of the end of the log is searched for an earlier version, in bytes: some fifty thousand patches. */
const searched = 32 * 1024 * 1024;

/**
 * The past of the workspace's files, as the log and the records tell it. Reads nothing until it is asked. A version
 * that somebody can have read and that a patch then changed is in the backups under its hash. `before` leaves out the
 * patch of that id and all that came after it.
 */
export function fileHistory(engine: Records, before: string | null = null): FileHistory {
  return {
    earlier(file, hash, now): EarlierVersion | Lost {
      const chain = chainTo(logged(engine, before), { file, hash: now }, hash);
      if (chain.kind === "unknown") return { lost: "unknown" };
      if (chain.kind === "around") return { lost: "around", patch: chain.patch };
      const bytes = engine.store.readBackup(hash);
      if (!bytes) return { lost: "record", patch: chain.links[0]!.patch };
      const marked = openDocument(bytes).bom > 0;
      const since: EarlierVersion["since"][number][] = [];
      for (const link of chain.links) {
        const map = mapOf(engine, link, marked);
        if (!map) return { lost: "record", patch: link.patch };
        since.push({ patch: link.patch, map });
      }
      return { state: { bytes, executable: false }, since };
    },
    whereabouts: (file) => whereaboutsOf(logged(engine, before, goesAway), file),
  };
}

/** The line map of one patch in one file, from its record. `marked`: the file began with a byte order mark. */
function mapOf(engine: Records, { patch, change, gone }: ChainLink, marked: boolean): LineMap | null {
  if (gone) return nothingKept;
  const stored = engine.store.read(patch.patch_id);
  const index = stored?.files.findIndex(
    ({ file, to, before_hash, after_hash }) =>
      file === change.file &&
      to === change.to &&
      before_hash === change.before_hash &&
      after_hash === change.after_hash,
  );
  if (!stored || index === undefined || index === -1) return null;
  const edits = stored.files[index]!.edits.map(
    ([oldAt, removed, newAt, added]): LineEdit => ({ oldAt, removed, newAt, added }),
  );
  // only then do the bytes have to be looked at
  const around = marked && edits.length > 0 ? rebuild(engine, stored)?.[index] : null;
  return lineMapOf(around?.before && around.after ? markFree(edits, around.before, around.after) : edits);
}

/** Whether a line of the log may tell of a file that is not there any more: cheaper than reading the line. */
const goesAway = (line: string): boolean => line.includes('"files":') || line.includes('"after_hash":null');

/** The log from its newest entry backward, as patches; lines that are none are passed over. */
export function* logged(
  engine: Records,
  before: string | null = null,
  worthReading: ((line: string) => boolean) | null = null,
): Generator<LoggedPatch> {
  let passed = before === null;
  for (const line of linesBackward(engine.folder.log, searched)) {
    if (!passed) {
      passed = line.includes(`"patch_id":"${before}"`);
      continue;
    }
    if (worthReading && !worthReading(line)) continue;
    const entry = parsed(line);
    if (!entry) continue;
    const { patch_id, ts, op, requester } = entry;
    yield {
      patch_id,
      ts,
      op,
      requester: typeof requester === "string" && requester !== "" ? requester : null,
      changes: entry.changes ?? changesOf(engine, entry),
    };
  }
}

/** Of a line from before every line said what became of each file. */
function changesOf(engine: Records, { patch_id, file, files, before_hash, after_hash }: LogEntry) {
  if (!files) return [{ file, to: file, before_hash, after_hash }];
  return engine.store.read(patch_id)?.files ?? [];
}

function parsed(line: string): (LogEntry & { requester?: unknown }) | null {
  try {
    const entry = JSON.parse(line);
    return typeof entry?.patch_id === "string" && typeof entry.file === "string" ? entry : null;
  } catch {
    // a line that a crash cut short
    return null;
  }
}
