import { ok, type Refusal, type Result, refuse } from "../result.ts";
import type { FilePatch, Hunk } from "./file-patch.ts";
import { readGitHeader } from "./git-header.ts";
import { skipMail } from "./mail.ts";
import { notCarried } from "./not-carried.ts";
import { isEnvelope, parseEnvelope, unfenced } from "./parse-envelope.ts";
import { isSignature, readLooseHunk, readNumberedHunk } from "./parse-hunk.ts";
import { readPlainHeader } from "./plain-header.ts";

/**
 * Reads a git diff, a plain unified diff, bare hunks, or the `*** Begin Patch` envelope.
 *
 * Refuses MALFORMED_DIFF, naming the line of the diff, where a hunk has other counts than its header says, and
 * BINARY_PATCH where it changes a binary file. Text around the diff (a commit message, a signature) is passed over,
 * but for lines that stand for a change which is not shown.
 */
export function parseDiff(text: string): Result<{ files: FilePatch[] }> {
  const lines = diffTextLines(text);
  const unfit = unfitText(text);
  if (unfit) return unfit;
  if (isEnvelope(lines)) return parseEnvelope(lines);
  const style = { git: lines.some((line) => line.startsWith("diff --git ")) };
  const files: FilePatch[] = [];
  for (let at = skipMail(lines, 0); at < lines.length; ) {
    const line = lines[at]!;
    if (line.startsWith("diff --git ")) {
      const read = readGitHeader(lines, at);
      if ("ok" in read) return read;
      files.push(read.file);
      at = read.next;
    } else if (line.startsWith("--- ") && lines[at + 1]?.startsWith("+++ ")) {
      const file = readPlainHeader(lines, at);
      if ("ok" in file) return file;
      files.push(file);
      at += 2;
    } else if (line.startsWith("@@") && !line.startsWith("@@@")) {
      if (files.length === 0) files.push({ kind: "edit", file: "", to: "", hunks: [] });
      const read = /^@@ -\d/.test(line) ? readNumberedHunk(lines, at) : readLooseHunk(lines, at);
      if ("ok" in read) return read;
      files.at(-1)!.hunks.push(read.hunk);
      at = read.next;
    } else {
      const last = files.at(-1);
      const refusal = notCarried(line, at, last?.to ?? "", style) ?? strayLine(lines, at, last?.hunks.at(-1));
      if (refusal) return refusal;
      at = Math.max(at + 1, skipMail(lines, at));
    }
  }
  return checked(files);
}

/** The lines of a diff; one that was sent with CRLF throughout, headers too, loses it again. */
export function diffTextLines(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const header = lines.find((line) => /^(@@|--- |diff --git |\*\*\* Begin Patch)/.test(line));
  return unfenced(header?.endsWith("\r") ? lines.map((line) => line.replace(/\r$/, "")) : lines);
}

/** A hunk without numbers ends at the first line without a mark; lines with one below that would be lost. */
function strayLine(lines: readonly string[], at: number, above: Hunk | undefined): Refusal | null {
  const line = lines[at]!;
  if (above?.oldStart !== null || !/^[+-]/.test(line) || isSignature(lines, at)) return null;
  return refuse(
    "MALFORMED_DIFF",
    `line ${at + 1} of the diff, ${JSON.stringify(line.slice(0, 80))}, stands outside of any hunk: a line above it, below the hunk on line ${above.diffLine}, begins with neither a blank, + nor -`,
    { line: at + 1 },
  );
}

/** What no text file can take in. */
function unfitText(text: string): Refusal | null {
  if (text.includes("\0"))
    return refuse("BINARY_FILE", "the diff holds a NUL character, which no text file does; send text", {});
  if (text.isWellFormed()) return null;
  return refuse(
    "INVALID_INPUT",
    "the diff holds half of a surrogate pair, which no encoding can write; send whole characters",
    {},
  );
}

function checked(files: FilePatch[]): Result<{ files: FilePatch[] }> {
  if (files.length === 0)
    return refuse(
      "MALFORMED_DIFF",
      "no diff was found: send a unified diff (--- a/file, +++ b/file, @@ -1,3 +1,4 @@ …) or a *** Begin Patch envelope",
      {},
    );
  for (const file of files) {
    const wrong = wrongFile(file, files.length);
    if (wrong) return refuse("MALFORMED_DIFF", wrong, { file: file.to, line: file.hunks[0]?.diffLine });
  }
  return ok({ files });
}

function wrongFile(file: FilePatch, count: number): string | null {
  if (file.to === "" && count > 1)
    return `the hunk on line ${file.hunks[0]?.diffLine} of the diff stands above the first file; put "--- a/path" and "+++ b/path" above it`;
  if (file.kind === "edit" && file.hunks.length === 0 && file.executable === undefined)
    return `the diff names ${file.to} but holds no hunk for it; send its hunks, or leave it out`;
  if (file.kind !== "create" && file.kind !== "delete") return null;
  const side = file.kind === "create" ? "+" : "-";
  const lines = file.hunks.flatMap((hunk) => hunk.lines);
  if (lines.some((line) => line.mark !== side))
    return file.kind === "create"
      ? `the diff creates ${file.to}, yet shows old lines of it; a new file has + lines alone`
      : `the diff deletes ${file.to}, yet keeps or adds lines; a deleted file has - lines alone`;
  if (lines.slice(0, -1).some((line) => line.bare))
    return `"\\ No newline at end of file" stands amidst the lines of ${file.to}; it belongs below the last one`;
  return null;
}
