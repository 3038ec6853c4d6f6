import { readdirSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import type { VerifyFinding } from "../../../../shared/models/out-of-band.ts";
import type { Engine } from "../engine/context.ts";
import type { StoredPatch } from "../engine/patch-store.ts";
import { rebuild } from "../engine/rebuild.ts";
import { editIdPrefix } from "./known-state.ts";
import { readLines } from "./read-lines.ts";

const advice =
  "This patch can no longer be shown or reverted as it was. Take .mission_control from a backup, if there is one; the file itself is looked at by its hash.";

/** Every patch of the log: its record, its diff and what was there before it are whole and say the same. */
export async function verifyPatches(
  engine: Engine,
  progress?: (words: string) => void,
): Promise<{ count: number; findings: VerifyFinding[] }> {
  const findings: VerifyFinding[] = [];
  const logged = new Set<string>();
  for (const lines of readLines(engine.folder.log, 0)) {
    for (const { entry, at } of lines) {
      if (entry === null || typeof entry.patch_id !== "string") {
        findings.push({
          kind: "patch",
          text: `patch_log.jsonl holds a line that is none, at byte ${at}`,
          advice:
            "A crash cut it short, or somebody edited it; the patches of the other lines are not touched by it.",
        });
        continue;
      }
      logged.add(entry.patch_id);
      const text = problemOf(engine, entry.patch_id, entry);
      if (text !== null) {
        const file = typeof entry.file === "string" ? { file: entry.file } : {};
        findings.push({ kind: "patch", patch_id: entry.patch_id, ...file, text, advice });
      }
      if (logged.size % 200 === 0) await turn();
      if (logged.size % 1000 === 0) progress?.(`${logged.size} patches checked`);
    }
  }
  findings.push(...(await withoutLine(engine, logged)));
  return { count: logged.size, findings };
}

function problemOf(engine: Engine, patchId: string, entry: Record<string, unknown>): string | null {
  const stored = engine.store.read(patchId);
  if (!stored) return `patch ${patchId}: its record is gone or damaged`;
  const changed = differsIn(stored, entry);
  if (changed !== null) return `patch ${patchId}: its record and its line in the log differ in ${changed}`;
  if (!engine.store.readDiff(patchId)) return `patch ${patchId}: its diff is gone`;
  if (!rebuild(engine, stored))
    return `patch ${patchId}: its diff or the backup of what was there before is damaged or gone`;
  return null;
}

/** What both say, and neither ever changes. */
function differsIn(stored: StoredPatch, entry: Record<string, unknown>): string | null {
  const { answer, meta, ts } = stored;
  const same: Record<string, unknown> = {
    ts,
    file: answer.file,
    before_hash: answer.before_hash,
    after_hash: answer.after_hash,
    requester: meta.requester,
    reason: meta.reason,
  };
  const name = Object.keys(same).find((key) => (entry[key] ?? null) !== (same[key] ?? null));
  return name ?? null;
}

/** Records that no line tells of. One that was written since is there once the log is read again. */
async function withoutLine(engine: Engine, logged: Set<string>): Promise<VerifyFinding[]> {
  const suspects = readdirSync(engine.folder.patches)
    .flatMap((name) => (name.endsWith(".json") ? [name.slice(0, -".json".length)] : []))
    .filter((id) => !logged.has(id) && !id.startsWith(editIdPrefix));
  if (suspects.length === 0) return [];
  const files = suspects.flatMap((id) => engine.store.read(id)?.files.map(({ to }) => to) ?? []);
  // whoever is writing them has the locks of their files until the line is there
  const lock = await engine.locks.acquire(files);
  if ("release" in lock) lock.release();
  for (const lines of readLines(engine.folder.log, 0))
    for (const { entry } of lines) if (typeof entry?.patch_id === "string") logged.add(entry.patch_id);
  return suspects
    .filter((id) => !logged.has(id))
    .map((id) => ({
      kind: "patch",
      patch_id: id,
      text: `patch ${id} has a record, but no line in patch_log.jsonl`,
      advice:
        "Its line was taken out of the log, or the disk was full when it was written; patchctl show says what it did.",
    }));
}
