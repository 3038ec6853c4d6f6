import { lstatSync, readlinkSync } from "node:fs";
import { resolve } from "node:path";
import type { FilePatch } from "../../../../shared/patch/file-patch.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";

/**
 * The refusal of a diff that deletes, moves or copies a symbolic link by its own name. An edit follows a link and
 * lands in the file; here the name itself is meant, and the file behind it would be lost or moved in its place.
 */
export function refuseLinks(root: string, files: readonly FilePatch[]): Refusal | null {
  for (const { kind, file } of files) {
    if (kind !== "delete" && kind !== "rename" && kind !== "copy") continue;
    const target = linkTarget(resolve(root, file));
    if (target !== null)
      return refuse(
        "NOT_A_FILE",
        `${file} is a symbolic link (to ${target}), which no diff can ${kind}; name the file it leads to, or leave it out and let git or a person change the link`,
        { file, target },
      );
  }
  return null;
}

/** Where the link at `path` itself leads; null where there is none. */
function linkTarget(path: string): string | null {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : null;
  } catch {
    // what cannot be looked at is refused where it is read
    return null;
  }
}
