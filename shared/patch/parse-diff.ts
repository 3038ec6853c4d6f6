import { ok, type Refusal, type Result, refuse } from "../result.ts";
import { headerNames, sideName } from "./diff-header.ts";
import type { FilePatch, Hunk } from "./file-patch.ts";
import { isEnvelope, parseEnvelope, unfenced } from "./parse-envelope.ts";
import { readLooseHunk, readNumberedHunk } from "./parse-hunk.ts";

/**
 * Reads a git diff, a plain unified diff, bare hunks, or the `*** Begin Patch` envelope.
 *
 * Refuses MALFORMED_DIFF, naming the line of the diff, where a hunk has other counts than its header says, and
 * BINARY_PATCH where it changes a binary file. Text around the diff (a commit message, a signature) is passed over.
 */
export function parseDiff(text: string): Result<{ files: FilePatch[] }> {
  const lines = diffTextLines(text);
  if (isEnvelope(lines)) return parseEnvelope(lines);
  const files: FilePatch[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    if (line.startsWith("diff --git ")) {
      const header = readGitHeader(lines, at);
      if ("ok" in header) return header;
      files.push(header.file);
      at = header.next;
    } else if (line.startsWith("--- ") && lines[at + 1]?.startsWith("+++ ")) {
      const names = sideNames(lines, at);
      const last = files.at(-1);
      // the pair right below a git header belongs to it
      if (last && last.hunks.length === 0 && isOpenHeader(last)) nameSides(last, names);
      else files.push(plainFile(names));
      at += 2;
    } else if (line.startsWith("@@")) {
      if (files.length === 0) files.push({ kind: "edit", file: "", to: "", hunks: [] });
      const file = files.at(-1)!;
      const read = /^@@ -\d/.test(line) ? readNumberedHunk(lines, at) : readLooseHunk(lines, at);
      if ("ok" in read) return read;
      file.hunks.push(read.hunk);
      at = read.next;
    } else if (line.startsWith("GIT binary patch") || /^Binary files .* differ$/.test(line)) {
      return binary(files.at(-1)?.to ?? "", at);
    } else at++;
  }
  return checked(files);
}

/** The lines of a diff; one that was sent with CRLF throughout, headers too, loses it again. */
export function diffTextLines(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const header = lines.find((line) => /^(@@|--- |\*\*\* Begin Patch)/.test(line));
  return unfenced(header?.endsWith("\r") ? lines.map((line) => line.replace(/\r$/, "")) : lines);
}

// A git header is open until its own `---`/`+++` pair has been read.
const open = new WeakSet<FilePatch>();
const isOpenHeader = (file: FilePatch): boolean => open.has(file);

function readGitHeader(lines: readonly string[], from: number): { file: FilePatch; next: number } | Refusal {
  const names = headerNames(lines[from]!.slice("diff --git ".length));
  const file: FilePatch = { kind: "edit", file: names.old, to: names.new, hunks: [] };
  let at = from + 1;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    const mode = /^(?:new file|deleted file|new|old) mode (\d{6})/.exec(line)?.[1];
    if (mode !== undefined && !mode.startsWith("100"))
      return refuse(
        "MALFORMED_DIFF",
        `line ${at + 1} of the diff has mode ${mode} (a symbolic link or a submodule); only plain files can be patched`,
        { line: at + 1, mode },
      );
    if (line.startsWith("new file mode")) {
      file.kind = "create";
      file.executable = mode === "100755";
    } else if (line.startsWith("deleted file mode")) file.kind = "delete";
    else if (line.startsWith("new mode")) file.executable = mode === "100755";
    else if (line.startsWith("rename from ") || line.startsWith("copy from ")) {
      file.kind = line.startsWith("rename") ? "rename" : "copy";
      file.file = sideName(line.slice(line.indexOf("from ") + 5));
    } else if (line.startsWith("rename to ") || line.startsWith("copy to "))
      file.to = sideName(line.slice(line.indexOf("to ") + 3));
    else if (!/^(old mode|index |similarity index|dissimilarity index)/.test(line)) break;
  }
  open.add(file);
  return { file, next: at };
}

interface SideNames {
  old: string | null;
  new: string | null;
}

/** The names of a `---`/`+++` pair, prefixes taken off; null for /dev/null. */
function sideNames(lines: readonly string[], at: number): SideNames {
  const oldName = sideName(lines[at]!.slice(4));
  const newName = sideName(lines[at + 1]!.slice(4));
  const none = (name: string) => name === "/dev/null";
  const prefixed =
    (none(oldName) || /^[aciow]\//.test(oldName)) && (none(newName) || /^[bciow]\//.test(newName));
  const strip = (name: string) => (none(name) ? null : prefixed ? name.slice(2) : name);
  return { old: strip(oldName), new: strip(newName) };
}

function nameSides(file: FilePatch, names: SideNames): void {
  open.delete(file);
  if (file.kind === "rename" || file.kind === "copy") return;
  if (names.old === null) file.kind = "create";
  if (names.new === null) file.kind = "delete";
  file.file = names.old ?? names.new ?? file.file;
  file.to = names.new ?? names.old ?? file.to;
}

function plainFile(names: SideNames): FilePatch {
  const name = names.new ?? names.old ?? "";
  const kind = names.old === null ? "create" : names.new === null ? "delete" : "edit";
  // a plain diff between two names patches the new one, as patch(1) does
  return { kind, file: name, to: name, hunks: [] };
}

const binary = (file: string, at: number): Refusal =>
  refuse(
    "BINARY_PATCH",
    `the diff changes a binary file${file === "" ? "" : ` (${file})`}; the engine edits text only: leave it out of the diff`,
    { file, line: at + 1 },
  );

function checked(files: FilePatch[]): Result<{ files: FilePatch[] }> {
  if (files.length === 0)
    return refuse(
      "MALFORMED_DIFF",
      "no diff was found: send a unified diff (--- a/file, +++ b/file, @@ -1,3 +1,4 @@ …) or a *** Begin Patch envelope",
      {},
    );
  for (const file of files) {
    const empty = file.kind === "edit" && file.hunks.length === 0 && file.executable === undefined;
    if (empty)
      return refuse("MALFORMED_DIFF", `the diff names ${file.to} but holds no hunk for it`, {
        file: file.to,
      });
    const mixed = file.hunks.some(
      (hunk: Hunk) => file.kind === "create" && hunk.lines.some((l) => l.mark !== "+"),
    );
    if (mixed)
      return refuse("MALFORMED_DIFF", `the diff creates ${file.to}, yet shows old lines of it`, {
        file: file.to,
      });
  }
  return ok({ files });
}
