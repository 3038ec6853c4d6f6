import type { Refusal } from "../result.ts";
import { documentOf } from "./batch-files.ts";
import type { FileState } from "./document.ts";
import { refuseUnknown, refuseUnlock } from "./guard-refusals.ts";
import { guardsOf } from "./guards.ts";

/** Why a batch may not have what it names in `unlock`: it is not a reviewer's, or no file of it has such a guard. */
export function refusedUnlock(
  unlock: readonly string[],
  mayUnlock: boolean,
  files: ReadonlyMap<string, FileState | null | Refusal>,
): Refusal | null {
  if (unlock.length === 0) return null;
  if (!mayUnlock) return refuseUnlock(unlock);
  const known = [...files].flatMap(([file, state]) =>
    state === null || "ok" in state ? [] : guardsOf(documentOf(state)).map(({ name }) => ({ file, name })),
  );
  const unknown = unlock.filter((name) => !known.some((one) => one.name === name));
  return unknown.length > 0 ? refuseUnknown(unknown, known) : null;
}
