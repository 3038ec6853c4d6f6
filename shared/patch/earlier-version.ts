import { type Refusal, refuse } from "../result.ts";
import type { FileState } from "./document.ts";
import type { LineMap } from "./line-map.ts";
import type { PatchRef, Whereabouts } from "./version-chain.ts";

/** A version of a file that somebody read, and the patches since. */
export interface EarlierVersion {
  state: FileState;
  /** oldest first; together the maps lead from this version to the one that is there */
  since: readonly { patch: PatchRef; map: LineMap }[];
}

/** Why the way from an earlier version to the present one cannot be followed. */
export type Lost =
  /** no version with this hash has passed through here */
  | { lost: "unknown" }
  /** something else than the engine changed the file after this patch */
  | { lost: "around"; patch: PatchRef }
  /** what is kept of this patch is gone or damaged */
  | { lost: "record"; patch: PatchRef };

/** What is known of the past of files. Asked only about a hash that is not the current one, or a file that is not there. */
export interface FileHistory {
  /** `now` is the hash of the file as it is, null where it does not exist */
  earlier(file: string, hash: string, now: string | null): EarlierVersion | Lost;
  whereabouts(file: string): Whereabouts | null;
}

/** Nothing is known of any file's past: every hash but the current one is a stranger. */
export const noHistory: FileHistory = {
  earlier: () => ({ lost: "unknown" }),
  whereabouts: () => null,
};

export const nameOf = ({ patch_id, requester, ts }: PatchRef): string =>
  `patch ${patch_id} (${requester ? `${requester}, ` : ""}${ts})`;

/** STALE_BASE: `hash`, which the caller sent, cannot be followed to the file as it is (`now`). */
export function refuseLost(file: string, hash: string, now: string | null, lost: Lost): Refusal {
  const why =
    lost.lost === "unknown"
      ? "no version with that hash is known here"
      : lost.lost === "around"
        ? `you read an earlier version, but after ${nameOf(lost.patch)} it was changed by something other than patchctl, so its lines cannot be followed`
        : `you read an earlier version, but what was kept of ${nameOf(lost.patch)} is gone or damaged, so its lines cannot be followed`;
  return refuse(
    "STALE_BASE",
    `${file} is not the file you read: expect.fileHash is ${hash.slice(0, 12)}…, the file has ${now?.slice(0, 12) ?? "no contents"}…; ${why}. Read it again (patchctl context --file ${file}) and send the lines as they are now.`,
    {
      file,
      expected: hash,
      actual: now,
      reason: lost.lost,
      ...(lost.lost === "unknown" ? {} : { patch_id: lost.patch.patch_id }),
    },
  );
}

/** FILE_NOT_FOUND, with what became of the file where that is known. `otherwise` says what to do where it is not. */
export function refuseMissing(file: string, whereabouts: Whereabouts | null, otherwise: string): Refusal {
  if (whereabouts === null) return refuse("FILE_NOT_FOUND", `${file} does not exist; ${otherwise}`, { file });
  const by = nameOf(whereabouts.patch);
  if (whereabouts.kind === "deleted")
    return refuse("FILE_NOT_FOUND", `${file} does not exist any more: ${by} deleted it; ${otherwise}`, {
      file,
      deleted_by: whereabouts.patch.patch_id,
    });
  return refuse(
    "FILE_NOT_FOUND",
    `${file} is ${whereabouts.to} now: ${by} renamed it. Send the same with "file": ${JSON.stringify(whereabouts.to)}; a fileHash that you have of it stays good`,
    { file, renamed_to: whereabouts.to, renamed_by: whereabouts.patch.patch_id },
  );
}
