import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Refusal } from "../../../../shared/result.ts";
import { isSystemError, systemRefusal } from "./system-error.ts";

/** Where the engine keeps what it knows, inside of the workspace. */
export const stateFolderName = ".mission_control";

export interface StateFolder {
  readonly path: string;
  readonly patches: string;
  readonly backups: string;
  readonly locks: string;
  readonly journal: string;
  readonly log: string;
  readonly policy: string;
  readonly tasks: string;
  /** Makes the folders before the first write; a dry run never calls it. Refused where they cannot be made. */
  ensure(): Refusal | null;
}

const ignore = `# What Mission Control keeps here is of this machine, except for the rules and the tasks.
*
!.gitignore
!policy.json
!tasks.json
`;

export function stateFolder(root: string): StateFolder {
  const path = join(root, stateFolderName);
  const folder = {
    path,
    patches: join(path, "patches"),
    backups: join(path, "backups"),
    locks: join(path, "locks"),
    journal: join(path, "journal"),
    log: join(path, "patch_log.jsonl"),
    policy: join(path, "policy.json"),
    tasks: join(path, "tasks.json"),
  };
  let made = false;
  return {
    ...folder,
    ensure() {
      if (made) return null;
      try {
        for (const sub of [path, folder.patches, folder.backups, folder.locks, folder.journal])
          makeFolder(sub);
        writeFileSync(join(path, ".gitignore"), ignore, { flag: "wx" });
      } catch (error) {
        if (!isSystemError(error, "EEXIST")) return systemRefusal(error, stateFolderName, "write");
      }
      made = true;
      return null;
    },
  };
}

/** One level at a time: of a read-only disk `recursive` says that the folder above is not there. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (!isSystemError(error, "EEXIST")) throw error;
  }
}
