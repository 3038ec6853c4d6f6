import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Refusal } from "../../../../shared/result.ts";
import { workspaceAway } from "../../../ports/workspace-away.ts";
import { makeFolder } from "../make-folder.ts";
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
  /**
   * Makes the folders before a write; a dry run never calls it. Somebody may have tidied them away since the last one.
   * Refused where they cannot be made, and where the workspace itself is gone: that is not made again.
   */
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
  const folders = [path, folder.patches, folder.backups, folder.locks, folder.journal];
  return {
    ...folder,
    ensure() {
      if (folders.every((one) => existsSync(one))) return null;
      if (!existsSync(root)) return workspaceAway;
      try {
        for (const one of folders) makeFolder(one);
        writeFileSync(join(path, ".gitignore"), ignore, { flag: "wx" });
      } catch (error) {
        if (!isSystemError(error, "EEXIST")) return systemRefusal(error, stateFolderName, "write");
      }
      return null;
    },
  };
}
