import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PatchEvent } from "../../../../../shared/models/patch-event.ts";
import { ok, type Result } from "../../../../../shared/result.ts";
import type { Engine } from "../context.ts";
import { loggedSince } from "../patch-log.ts";
import type { StoredPatch } from "../patch-store.ts";
import { isAlive } from "../process-owner.ts";
import { systemRefusal } from "../system-error.ts";
import { isCheckable } from "../type-check.ts";
import { deadJournals } from "./dead-journals.ts";
import type { Entry, EntryFile } from "./entry.ts";
import { progressOf } from "./file-progress.ts";
import { leaveTraces, placeFiles, removeEmpty } from "./finish-entry.ts";
import { type Followed, noteLine, readNotes } from "./notes.ts";
import { cameToNothing, happened } from "./recovered-events.ts";
import { settle, syncPath } from "./settle.ts";
import { undoEntry } from "./undo-entry.ts";

/** The lock under which journals of the dead are worked through; no file can have this name. */
export const recoveryKey = ".mission_control/journal";

export interface Recovered {
  /** patches that were finished and whose types nobody has checked, though the policy wants it */
  unchecked: string[];
}

/**
 * Puts right what processes that died have left half-done: each of their commits is finished where everything for it
 * is there, and taken back otherwise. One process at a time does it, and may itself die of it: nothing is done twice
 * that must be done once. Files of such commits are still locked by the dead, and nobody takes over a lock whose owner
 * has left a journal (`locks.ts`), so that nobody builds on them before.
 */
export async function recover(engine: Engine): Promise<Result<Recovered>> {
  const found: Recovered = { unchecked: [] };
  if (deadJournals(engine.folder.journal).length === 0) return ok(found);
  const lock = await engine.locks.acquire([recoveryKey], undefined, true);
  if (!("release" in lock)) return lock;
  try {
    // again, now that nobody else is at it
    const names = deadJournals(engine.folder.journal);
    found.unchecked = await workThrough(engine, names);
    sweepDrafts(engine);
    for (const name of names) rmSync(join(engine.folder.journal, name), { force: true });
  } catch (error) {
    return systemRefusal(error, "what an edit left that was under way when its process died", "write");
  } finally {
    lock.release();
  }
  return ok(found);
}

/** An entry, and the journal that it stands in. */
interface Left extends Followed {
  path: string;
}

/** Answers the patches that are still to be checked. */
async function workThrough(engine: Engine, names: readonly string[]): Promise<string[]> {
  const left = names.flatMap((name): Left[] => {
    const path = join(engine.folder.journal, name);
    return readNotes(readFileSync(path, "utf8")).map((followed) => ({ ...followed, path }));
  });
  // as they happened, whatever process did them
  left.sort((one, other) => (one.entry.id < other.entry.id ? -1 : 1));
  const logged = loggedSince(engine.folder.log, Math.min(...left.map(({ entry }) => entry.logAt)));
  const events: PatchEvent[] = [];
  const ended = new Set(left.flatMap(({ entry, state }) => (state === "done" ? [entry.id] : [])));
  for (const one of left) {
    // the log line comes last
    if (one.state === "open" && idsOf(one.entry).every((id) => logged.has(id))) one.state = "done";
    else if (one.state === "open") one.state = await finishOrUndo(engine, one, left);
    else if (one.state === "undoing") one.state = await undo(engine, one);
    else continue;
    if (one.state === "undone" && one.entry.report) events.push(...cameToNothing(engine, one.entry));
  }
  const done = left.filter(({ state }) => state === "done");
  const finished = done.filter(({ entry }) => !ended.has(entry.id));
  leaveTraces(
    engine,
    done.map(({ entry }) => entry),
  );
  for (const { entry } of finished) removeEmpty(engine.root, entry.emptied);
  // from here on nobody has the journals to fall back on
  await settle(
    engine.folder,
    done.flatMap(({ entry }) => idsOf(entry)),
  );
  const untold = done.flatMap(({ entry, told }) => (entry.report && !told ? [entry] : []));
  events.push(...untold.flatMap((entry) => happened(engine, entry)));
  await engine.reportLater(events);
  const policy = await engine.policy();
  if ("ok" in policy || policy.policy.check === "none") return [];
  return untold.flatMap(idsOf).filter((id) => isUnchecked(engine.store.read(id)));
}

const isUnchecked = (record: StoredPatch | null): boolean =>
  record !== null &&
  record.answer.ts_check_ok === null &&
  isCheckable(record.answer.files ?? [record.answer.file]);

async function finishOrUndo(engine: Engine, one: Left, all: readonly Left[]): Promise<"done" | "undone"> {
  const { entry } = one;
  const isReady = (file: EntryFile) => {
    const progress = progressOf(engine.root, file);
    if (progress === "placed" || progress === "waiting") return true;
    return progress === "foreign" && (file.own === true || isSuperseded(one, file, all));
  };
  if (entry.files.every(isReady)) {
    await placeFiles(engine, entry);
    return "done";
  }
  // should this process die as well, the next one must not see a half-undone entry for a half-finished one
  appendFileSync(one.path, Buffer.concat([Buffer.from("\n"), noteLine({ kind: "undo", id: entry.id })]));
  await syncPath(one.path);
  return undo(engine, one);
}

/** Another entry builds on what this one made of the file: it was in place, whatever is there now. */
const isSuperseded = (one: Left, { file, after }: EntryFile, all: readonly Left[]): boolean =>
  after !== null &&
  all.some(
    (other) =>
      other !== one &&
      other.state !== "undone" &&
      other.entry.id > one.entry.id &&
      other.entry.files.some((later) => later.file === file && later.before?.hash === after.hash),
  );

async function undo(engine: Engine, one: Followed): Promise<"undone"> {
  const lost = await undoEntry(engine, one.entry);
  for (const file of lost)
    engine.warn(
      `${file} was written to after a process died in the midst of patch ${idsOf(one.entry).join(", ")}; it was left as it is, and may hold a part of that patch`,
    );
  return "undone";
}

const idsOf = ({ patches }: Entry): string[] => patches.map(({ record }) => record.patch_id);

/** Files that somebody was writing as he died, to be renamed when they were whole; their names end in his pid. */
function sweepDrafts({ folder }: Engine): void {
  for (const at of [folder.path, folder.patches, folder.backups, join(folder.path, "outbox")]) {
    if (!existsSync(at)) continue;
    for (const name of readdirSync(at)) {
      const pid = /[.-](\d+)(?:\.json)?\.tmp$/.exec(name)?.[1];
      if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(at, name), { force: true });
    }
  }
}
