import { type Refusal, refuse } from "../result.ts";
import { readSide, withoutPrefix, withoutPrefixes } from "./diff-header.ts";
import type { FilePatch } from "./file-patch.ts";

/**
 * The file of a `---`/`+++` pair that no git header precedes, as GNU diff, svn and people write them.
 *
 * Two trees compared name the file behind their own first part (`old-1.0/src/x`, `new-1.1/src/x`); between names
 * that have nothing in common the new one is patched, as patch(1) does (`x.orig`, `x`). A side that is dated to the
 * first second of 1970 is not there, if the hunk agrees and shows no line of it.
 */
export function readPlainHeader(lines: readonly string[], at: number): FilePatch | Refusal {
  const oldSide = readSide(lines[at]!.slice(4));
  const newSide = readSide(lines[at + 1]!.slice(4));
  const counts = /^@@ -\d+(,\d+)? \+\d+(,\d+)? @@/.exec(lines[at + 2] ?? "");
  const noOld = oldSide.none && (!oldSide.epoch || counts?.[1] === ",0");
  const noNew = newSide.none && (!newSide.epoch || counts?.[2] === ",0");
  if ((noOld && noNew) || oldSide.name === "" || newSide.name === "")
    return refuse(
      "MALFORMED_DIFF",
      `lines ${at + 1} and ${at + 2} of the diff do not name a file; they read "--- a/path" and "+++ b/path", a path in quotes being UTF-8, C-style`,
      { line: at + 1 },
    );
  const names = withoutPrefixes(oldSide.name, newSide.name);
  const name =
    names?.new ?? (noNew ? withoutPrefix(oldSide.name) : noOld ? withoutPrefix(newSide.name) : newSide.name);
  const kind = noOld ? "create" : noNew ? "delete" : "edit";
  return { kind, file: name, to: name, hunks: [], measured: oldSide.dated && newSide.dated };
}
