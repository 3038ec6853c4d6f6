import { type Refusal, refuse } from "../result.ts";
import {
  headerNames,
  readSide,
  renamedName,
  type Side,
  withoutPrefix,
  withoutPrefixes,
} from "./diff-header.ts";
import type { FilePatch } from "./file-patch.ts";

interface HeaderRead {
  file: FilePatch;
  /** index of the first line behind the header */
  next: number;
}

const modeLine = /^(new file|deleted file|old|new) mode (\d{6})$/;

/**
 * Reads `diff --git …`, what git says below it, and the `---`/`+++` pair where there is one. Refuses
 * MALFORMED_DIFF for links and submodules, and where the names do not agree.
 */
export function readGitHeader(lines: readonly string[], from: number): HeaderRead | Refusal {
  const names = headerNames(lines[from]!.slice("diff --git ".length));
  const file: FilePatch = { kind: "edit", file: names?.old ?? "", to: names?.new ?? "", hunks: [] };
  let at = from + 1;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    const [, which, mode] = modeLine.exec(line) ?? [];
    const special = mode ?? /^index [0-9a-f]+\.\.[0-9a-f]+ (\d{6})$/.exec(line)?.[1];
    if (special !== undefined && !special.startsWith("100")) return refuseMode(special, file.to, at);
    if (which === "new file") file.kind = "create";
    if (which === "deleted file") file.kind = "delete";
    if (which === "new file" || which === "new") file.executable = mode === "100755";
    if (line.startsWith("index ")) file.measured = true;
    const moved = /^(rename|copy) (from|to) (.*)$/.exec(line);
    if (moved) {
      file.kind = moved[1] as "rename" | "copy";
      if (moved[2] === "from") file.file = renamedName(moved[3]!);
      else file.to = renamedName(moved[3]!);
    } else if (which === undefined && !/^(index|similarity index|dissimilarity index) /.test(line)) break;
  }
  const pair = lines[at]?.startsWith("--- ") && lines[at + 1]?.startsWith("+++ ");
  if (pair) {
    const wrong = nameByPair(file, readSide(lines[at]!.slice(4)), readSide(lines[at + 1]!.slice(4)), at);
    if (wrong) return wrong;
    at += 2;
  }
  if (file.file === "" || file.to === "")
    return refuse(
      "MALFORMED_DIFF",
      `line ${from + 1} of the diff: ${JSON.stringify(lines[from])} does not tell which file it is about; it reads "diff --git a/path b/path"`,
      { line: from + 1 },
    );
  return { file, next: at };
}

/** Holds the `---`/`+++` pair against the header, or takes the names from it where the header's cannot be told. */
function nameByPair(file: FilePatch, oldSide: Side, newSide: Side, at: number): Refusal | null {
  if (file.kind === "rename" || file.kind === "copy") return null;
  const none = (side: Side) => side.none && !side.epoch;
  if (none(oldSide)) file.kind = "create";
  if (none(newSide)) file.kind = "delete";
  if (file.file === "") {
    const only = none(oldSide) ? newSide : none(newSide) ? oldSide : null;
    const names = only ? null : withoutPrefixes(oldSide.name, newSide.name);
    const name = only ? withoutPrefix(only.name) : names?.old === names?.new ? names?.new : undefined;
    if (name !== undefined) {
      file.file = name;
      file.to = name;
      return null;
    }
  }
  const agrees = (side: Side) => none(side) || side.name === file.to || side.name.endsWith(`/${file.to}`);
  if (file.file === file.to && file.to !== "" && agrees(oldSide) && agrees(newSide)) return null;
  return refuse(
    "MALFORMED_DIFF",
    `line ${at + 1} of the diff: the names do not agree (${oldSide.name}, ${newSide.name}${file.to === "" ? "" : `; the header says ${file.to}`}); a file keeps its name, or has "rename from" and "rename to" lines`,
    { line: at + 1, files: [oldSide.name, newSide.name] },
  );
}

function refuseMode(mode: string, file: string, at: number): Refusal {
  const what = mode === "120000" ? "a symbolic link" : mode === "160000" ? "a submodule" : "no plain file";
  return refuse(
    "MALFORMED_DIFF",
    `line ${at + 1} of the diff: mode ${mode} says that ${file === "" ? "this" : file} is ${what}; only plain files (100644, 100755) can be patched, so leave it out of the diff and let git or a person make that change`,
    { line: at + 1, mode, file },
  );
}
