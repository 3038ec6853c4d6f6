import { ok, type Result, refuse } from "../result.ts";
import type { FilePatch, HunkLine } from "./file-patch.ts";
import { readLooseHunk } from "./parse-hunk.ts";

/** Whether these lines are the `*** Begin Patch` envelope that several agents write. */
export const isEnvelope = (lines: readonly string[]): boolean =>
  lines.find((line) => line.trim() !== "")?.trim() === "*** Begin Patch";

/** An envelope without the code fence that a chat puts around it; its lines keep their numbers. */
export function unfenced(lines: string[]): string[] {
  const opening = lines.findIndex((line) => line.trim() !== "");
  if (!/^`{3,}[\w-]*\s*$/.test(lines[opening] ?? "") || !isEnvelope(lines.slice(opening + 1))) return lines;
  const closing = lines.findLastIndex((line) => line.trim() !== "");
  const end = closing > opening && /^`{3,}\s*$/.test(lines[closing]!) ? closing : lines.length;
  return ["", ...lines.slice(0, opening), ...lines.slice(opening + 1, end)];
}

const section = /^\*\*\* (Add|Update|Delete) File: (.+)$/;

/**
 * Reads the envelope: `*** Add File`, `*** Update File` (with `*** Move to`), `*** Delete File`, hunks that begin
 * with `@@` and perhaps a line that stands above, `*** End of File`.
 */
export function parseEnvelope(lines: readonly string[]): Result<{ files: FilePatch[] }> {
  const files: FilePatch[] = [];
  let at = lines.findIndex((line) => line.trim() === "*** Begin Patch") + 1;
  for (; at < lines.length; ) {
    const line = lines[at]!;
    if (line.trim() === "*** End Patch" || line.trim() === "") {
      at++;
      continue;
    }
    const head = section.exec(line);
    if (!head)
      return refuse(
        "MALFORMED_DIFF",
        `line ${at + 1} of the patch: ${JSON.stringify(line.slice(0, 80))} stands outside of any file; begin with "*** Update File: path", "*** Add File: path" or "*** Delete File: path"`,
        { line: at + 1 },
      );
    const name = head[2]!.trim();
    const from = at + 1;
    at = nextSection(lines, from);
    const body = lines.slice(from, at);
    if (head[1] === "Delete") files.push({ kind: "delete", file: name, to: name, hunks: [], unseen: true });
    else if (head[1] === "Add") {
      const added = addFile(name, body, from);
      if (!added.ok) return added;
      files.push(added.file);
    } else {
      const updated = updateFile(name, body, from);
      if (!updated.ok) return updated;
      files.push(updated.file);
    }
  }
  if (files.length === 0)
    return refuse("MALFORMED_DIFF", "the patch names no file between *** Begin Patch and *** End Patch", {});
  return ok({ files });
}

function nextSection(lines: readonly string[], from: number): number {
  const found = lines.findIndex(
    (line, index) => index >= from && (section.test(line) || line.trim() === "*** End Patch"),
  );
  return found === -1 ? lines.length : found;
}

function addFile(name: string, body: readonly string[], from: number): Result<{ file: FilePatch }> {
  const lines: HunkLine[] = [];
  for (const [index, line] of body.entries()) {
    if (!line.startsWith("+"))
      return refuse(
        "MALFORMED_DIFF",
        `line ${from + index + 1} of the patch: every line of *** Add File: ${name} begins with +`,
        { line: from + index + 1, file: name },
      );
    lines.push({ mark: "+", text: line.slice(1), bare: false });
  }
  const hunk = { oldStart: 0, lines, anchor: null, diffLine: from + 1 };
  return ok({ file: { kind: "create", file: name, to: name, hunks: lines.length > 0 ? [hunk] : [] } });
}

function updateFile(name: string, body: readonly string[], from: number): Result<{ file: FilePatch }> {
  const file: FilePatch = { kind: "edit", file: name, to: name, hunks: [] };
  const lines = [...body];
  // the first hunk may come without its @@
  let at = 0;
  const move = /^\*\*\* Move to: (.+)$/.exec(lines[0] ?? "");
  if (move) {
    file.kind = "rename";
    file.to = move[1]!.trim();
    at = 1;
  }
  while (at < lines.length) {
    const line = lines[at]!;
    if (line.trim() === "*** End of File" || (line === "" && at === lines.length - 1)) {
      at++;
      continue;
    }
    const headed = line.startsWith("@@");
    const source = headed ? lines : [...lines.slice(0, at), "@@", ...lines.slice(at)];
    const read = readLooseHunk(source, at);
    if ("ok" in read)
      return refuse(
        "MALFORMED_DIFF",
        `*** Update File: ${name}, line ${from + at + 1} of the patch: ${read.error.replace(/^line \d+ of the diff: /, "")}`,
        {
          line: from + at + 1,
          file: name,
        },
      );
    file.hunks.push({ ...read.hunk, diffLine: from + at + 1 });
    const next = headed ? read.next : read.next - 1;
    at = next > at ? next : at + 1;
  }
  if (file.kind === "edit" && file.hunks.length === 0)
    return refuse("MALFORMED_DIFF", `*** Update File: ${name} changes nothing: it has no hunk`, {
      file: name,
    });
  return ok({ file });
}
