import { readdirSync } from "node:fs";
import { isRunning, isSame, type Owner, ownerNamed } from "../process-owner.ts";
import { isSystemError } from "../system-error.ts";

/** The journals in a folder whose process has died. */
export const deadJournals = (folder: string): string[] =>
  journals(folder).flatMap(({ name, owner }) => (isRunning(owner) ? [] : [name]));

/** Whether a process has left a journal. */
export const hasJournal = (folder: string, owner: Owner): boolean =>
  journals(folder).some((one) => isSame(one.owner, owner));

function journals(folder: string): { name: string; owner: Owner }[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return [];
    throw error;
  }
  return names.flatMap((name) => {
    const owner = name.endsWith(".jsonl") ? ownerNamed(name) : null;
    return owner ? [{ name, owner }] : [];
  });
}
