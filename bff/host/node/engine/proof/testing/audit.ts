import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** What a process said that it sent, and what it was answered; `done` null: it was killed before it knew. */
export interface Sent {
  ids: string[];
  atomic: boolean;
  done: string[] | null;
}

interface LogLine {
  patch_id: string;
  changes: { file: string; to: string; before_hash: string | null; after_hash: string | null }[];
}

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/**
 * Holds files, log, records, diffs and answers of a workspace against each other, starting at what the files were
 * before the first patch. Answers everything that does not agree, in words.
 */
export function audit(root: string, start: ReadonlyMap<string, string>, sent: readonly Sent[]): string[] {
  const state = join(root, ".mission_control");
  const wrong: string[] = [];
  const known = new Map<string, string | null>([...start].map(([file, text]) => [file, sha256(text)]));
  const log = logLines(state);
  const logged = new Set<string>();
  for (const { patch_id, changes } of log) {
    if (logged.has(patch_id)) wrong.push(`${patch_id} stands twice in the log`);
    logged.add(patch_id);
    for (const { file, to, before_hash, after_hash } of changes) {
      if ((known.get(file) ?? null) !== before_hash)
        wrong.push(`${patch_id} does not begin where the patch before it left ${file}`);
      if (file !== to) known.set(file, null);
      known.set(to, after_hash);
    }
  }
  const there = workspaceFiles(root);
  for (const [file, hash] of known) {
    const actual = there.get(file) ?? null;
    if (actual !== hash)
      wrong.push(`${file} is not as the log leaves it (${actual ?? "gone"}, ${hash ?? "gone"})`);
  }
  for (const file of there.keys()) if (!known.has(file)) wrong.push(`${file} is of no patch`);
  wrong.push(...recordsAgainst(state, logged), ...answersAgainst(sent, logged));
  return wrong;
}

export function logLines(state: string): LogLine[] {
  const path = join(state, "patch_log.jsonl");
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as LogLine];
      } catch {
        // a line that a kill cut short; a patch that it was about is found missing
        return [];
      }
    });
}

function workspaceFiles(root: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(root, path);
    if (entry.isFile() && !/^\.(git|mission_control)\//.test(name))
      files.set(name, sha256(readFileSync(path)));
  }
  return files;
}

function recordsAgainst(state: string, logged: ReadonlySet<string>): string[] {
  const wrong: string[] = [];
  const names = new Set(readdirSync(join(state, "patches")));
  for (const id of logged) {
    if (!names.has(`${id}.diff`)) wrong.push(`${id} has no diff`);
    if (!names.has(`${id}.json`)) wrong.push(`${id} has no record`);
    else
      try {
        JSON.parse(readFileSync(join(state, "patches", `${id}.json`), "utf8"));
      } catch {
        wrong.push(`the record of ${id} cannot be read`);
      }
  }
  for (const name of names) {
    const [, id = "", ending] = /^(.*)\.([^.]+)$/.exec(name) ?? [];
    if (ending !== "diff" && ending !== "json") wrong.push(`patches/${name} was left behind`);
    else if (!logged.has(id)) wrong.push(`patches/${name} is of no patch in the log`);
  }
  return wrong;
}

function answersAgainst(sent: readonly Sent[], logged: ReadonlySet<string>): string[] {
  return sent.flatMap(({ ids, atomic, done }) => {
    const there = ids.filter((id) => logged.has(id));
    if (done !== null)
      return [
        ...done.filter((id) => !logged.has(id)).map((id) => `${id} was acknowledged and is not there`),
        ...there.filter((id) => !done.includes(id)).map((id) => `${id} was refused and is there`),
      ];
    const half = atomic && there.length > 0 && there.length < ids.length;
    return half ? [`of the batch ${ids.join(", ")} only ${there.join(", ")} is there`] : [];
  });
}
