import type { DiffFile, DiffHunk, DiffLine, FileChange, LineEndings } from "./diff-model.ts";
import { hunkHead, readHunk } from "./parse-hunk.ts";
import { unquotePath } from "./unquote-path.ts";

/**
 * Reads a unified diff, git's or a plain one, into files and hunks. Made for showing, so it never refuses: what it
 * does not know it passes over, and a diff that was cut off somewhere is shown up to there.
 */
export function parseDiff(diff: string): DiffFile[] {
  const files: DiffFile[] = [];
  const lines = diff.split("\n");
  if (lines.at(-1) === "") lines.pop();
  let file: DraftFile | null = null;
  let at = 0;
  const begin = (): DraftFile => {
    finish();
    file = draft();
    return file;
  };
  const finish = () => {
    if (file) files.push(complete(file));
    file = null;
  };

  while (at < lines.length) {
    const line = lines[at]!;
    const bare = line.replace(/\r$/, "");
    if (bare.startsWith("diff --git ")) {
      const started = begin();
      [started.oldPath, started.newPath] = pathsOfGitHead(bare.slice("diff --git ".length));
      started.git = true;
    } else if (line.startsWith("--- ") && lines[at + 1]?.startsWith("+++ ")) {
      // A plain diff starts a file here; a git diff is already in one.
      const current: DraftFile = file && (file as DraftFile).hunks.length === 0 ? file : begin();
      const oldPath = pathOfHead(bare.slice(4), "a/");
      const newPath = pathOfHead(lines[at + 1]!.replace(/\r$/, "").slice(4), "b/");
      current.oldPath = oldPath;
      current.newPath = newPath;
      at += 1;
    } else {
      const head = hunkHead.exec(bare);
      if (head) {
        const current: DraftFile = file ?? begin();
        const { hunk, next } = readHunk(head, lines, at + 1);
        current.hunks.push(hunk);
        at = next;
        continue;
      }
      if (file) readExtended(file, bare);
    }
    at += 1;
  }
  finish();
  return files;
}

interface DraftFile {
  git: boolean;
  oldPath: string | null;
  newPath: string | null;
  change: FileChange | null;
  oldMode: string | null;
  newMode: string | null;
  binary: boolean;
  hunks: DiffHunk[];
}

const draft = (): DraftFile => ({
  git: false,
  oldPath: null,
  newPath: null,
  change: null,
  oldMode: null,
  newMode: null,
  binary: false,
  hunks: [],
});

/** The lines between `diff --git` and the first hunk. */
function readExtended(file: DraftFile, line: string): void {
  const after = (prefix: string) => (line.startsWith(prefix) ? line.slice(prefix.length) : null);
  const [newFile, deleted] = [after("new file mode "), after("deleted file mode ")];
  if (newFile !== null) {
    file.change = "created";
    file.newMode = newFile;
  } else if (deleted !== null) {
    file.change = "deleted";
    file.oldMode = deleted;
  } else if (line.startsWith("rename from ")) {
    file.change = "renamed";
    file.oldPath = unquotePath(line.slice("rename from ".length));
  } else if (line.startsWith("rename to ")) file.newPath = unquotePath(line.slice("rename to ".length));
  else if (line.startsWith("copy from ")) {
    file.change = "copied";
    file.oldPath = unquotePath(line.slice("copy from ".length));
  } else if (line.startsWith("copy to ")) file.newPath = unquotePath(line.slice("copy to ".length));
  else if (line.startsWith("old mode ")) file.oldMode = line.slice("old mode ".length);
  else if (line.startsWith("new mode ")) file.newMode = line.slice("new mode ".length);
  else if (line.startsWith("Binary files ") || line === "GIT binary patch") file.binary = true;
}

const quotedStart = /^"(?:\\.|[^"\\])*"/;

/** `a/x b/y`: unquoted paths may hold spaces, so the two halves are told apart by being the same path. */
function pathsOfGitHead(text: string): [string | null, string | null] {
  if (text.startsWith('"')) {
    const end = quotedStart.exec(text)?.[0] ?? text;
    return [strip(unquotePath(end), "a/"), strip(unquotePath(text.slice(end.length + 1)), "b/")];
  }
  const middle = (text.length - 1) / 2;
  if (strip(text.slice(0, middle), "a/") === strip(text.slice(middle + 1), "b/"))
    return [strip(text.slice(0, middle), "a/"), strip(text.slice(middle + 1), "b/")];
  const cut = text.indexOf(" b/");
  if (cut < 0) return [null, null];
  return [strip(text.slice(0, cut), "a/"), strip(unquotePath(text.slice(cut + 1)), "b/")];
}

/** A path of `---` or `+++`: a tab ends it (plain diffs put a time there); `/dev/null` is no file. */
function pathOfHead(text: string, prefix: string): string | null {
  const quoted = quotedStart.exec(text)?.[0];
  const written = quoted ? unquotePath(quoted) : (text.split("\t")[0] ?? text);
  return written === "/dev/null" ? null : strip(written, prefix);
}

const strip = (path: string, prefix: string) => (path.startsWith(prefix) ? path.slice(prefix.length) : path);

function complete(file: DraftFile): DiffFile {
  const all = file.hunks.flatMap((hunk) => hunk.lines);
  const [oldPath, newPath] = [
    file.change === "created" ? null : file.oldPath,
    file.change === "deleted" ? null : file.newPath,
  ];
  const change =
    file.change ??
    (oldPath === null && newPath !== null
      ? "created"
      : newPath === null && oldPath !== null
        ? "deleted"
        : file.git && oldPath !== newPath
          ? "renamed"
          : "modified");
  return {
    path: newPath ?? oldPath ?? "",
    oldPath,
    newPath,
    change,
    oldMode: file.oldMode,
    newMode: file.newMode,
    binary: file.binary,
    hunks: file.hunks,
    added: all.filter((line) => line.kind === "added").length,
    removed: all.filter((line) => line.kind === "removed").length,
    lineEndings: endingsOf(all),
  };
}

function endingsOf(lines: readonly DiffLine[]): LineEndings {
  // A last line without any ending says nothing about the others.
  const ended = lines.filter((line) => !line.noNewline);
  if (ended.every((line) => !line.carriageReturn)) return "lf";
  return ended.every((line) => line.carriageReturn) ? "crlf" : "changed";
}
