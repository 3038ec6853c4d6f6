import { ok, type Refusal, type Result, refuse } from "../result.ts";
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
  const closed = closing > opening && /^`{3,}\s*$/.test(lines[closing]!);
  const inside = [
    "",
    ...lines.slice(0, opening),
    ...lines.slice(opening + 1, closed ? closing : lines.length),
  ];
  // a fence that closes shows that nothing was cut off, as the envelope's own end does
  return closed && !inside.some(isEnd) ? [...inside, "*** End Patch"] : inside;
}

/** Begins a file of an envelope: what is done, and the name. */
export const sectionHead = /^\*\*\* (Add|Update|Delete) File: (.+)$/;

/** The envelope's last line. A blank in front of it makes it a line of a hunk. */
export const isEnd = (line: string): boolean => line.trimEnd() === "*** End Patch";

/**
 * Reads the envelope: `*** Add File`, `*** Update File` (with `*** Move to`), `*** Delete File`, hunks that begin
 * with `@@` and perhaps lines that stand above, `*** End of File`. Refuses MALFORMED_DIFF, naming the line.
 */
export function parseEnvelope(lines: readonly string[]): Result<{ files: FilePatch[] }> {
  const files: FilePatch[] = [];
  const end = lines.findIndex(isEnd);
  if (end === -1)
    return refuse(
      "MALFORMED_DIFF",
      `the patch ends on line ${lines.length} without "*** End Patch", so it may be cut short; send all of it`,
      { line: lines.length },
    );
  const behind = lines.findIndex((line, index) => index > end && line.trim() !== "");
  if (behind !== -1) return outside(lines, behind);
  let at = lines.findIndex((line) => line.trim() === "*** Begin Patch") + 1;
  while (at < end) {
    if (lines[at]!.trim() === "") {
      at++;
      continue;
    }
    const head = sectionHead.exec(lines[at]!);
    if (!head) return outside(lines, at);
    const from = at + 1;
    const found = lines.findIndex((line, index) => index >= from && sectionHead.test(line));
    at = found === -1 ? end : found;
    const read = sections[head[1] as "Add" | "Update" | "Delete"](
      head[2]!.trim(),
      lines.slice(from, at),
      from,
    );
    if (!read.ok) return read;
    files.push(read.file);
  }
  if (files.length === 0)
    return refuse("MALFORMED_DIFF", "the patch names no file between *** Begin Patch and *** End Patch", {});
  return ok({ files });
}

type Section = (name: string, body: readonly string[], from: number) => Result<{ file: FilePatch }>;

const sections: Record<"Add" | "Update" | "Delete", Section> = {
  Add: addFile,
  Update: updateFile,
  Delete: deleteFile,
};

function addFile(name: string, body: readonly string[], from: number): Result<{ file: FilePatch }> {
  const lines: HunkLine[] = [];
  const last = body.findLastIndex((line) => line !== "");
  for (const [index, line] of body.slice(0, last + 1).entries()) {
    if (!line.startsWith("+"))
      return malformed(from + index, `every line of *** Add File: ${name} begins with +`, name);
    lines.push({ mark: "+", text: line.slice(1), bare: false });
  }
  const hunk = { oldStart: 0, lines, anchors: [], diffLine: from + 1 };
  return ok({ file: { kind: "create", file: name, to: name, hunks: lines.length > 0 ? [hunk] : [] } });
}

function deleteFile(name: string, body: readonly string[], from: number): Result<{ file: FilePatch }> {
  const line = body.findIndex((text) => text.trim() !== "");
  if (line !== -1) return malformed(from + line, `*** Delete File: ${name} has no lines below it`, name);
  return ok({ file: { kind: "delete", file: name, to: name, hunks: [], unseen: true } });
}

function updateFile(name: string, body: readonly string[], from: number): Result<{ file: FilePatch }> {
  const file: FilePatch = { kind: "edit", file: name, to: name, hunks: [] };
  const move = /^\*\*\* Move to: (.+)$/.exec(body[0] ?? "");
  if (move) {
    file.kind = "rename";
    file.to = move[1]!.trim();
  }
  let at = move ? 1 : 0;
  while (at < body.length) {
    if (body[at] === "" && body.slice(at).every((line) => line === "")) break;
    // the first hunk may come without its @@
    const headed = body[at]!.startsWith("@@");
    const read = readLooseHunk(headed ? body : ["@@", ...body.slice(at)], headed ? at : 0);
    if ("ok" in read)
      return malformed(
        from + at,
        `*** Update File: ${name}: ${read.error.replace(/^line \d+ of the diff: /, "")}`,
        name,
      );
    file.hunks.push({ ...read.hunk, diffLine: from + at + 1 });
    at = headed ? read.next : at + read.next - 1;
  }
  if (file.kind === "edit" && file.hunks.length === 0)
    return refuse("MALFORMED_DIFF", `*** Update File: ${name} changes nothing: it has no hunk`, {
      file: name,
    });
  return ok({ file });
}

const outside = (lines: readonly string[], at: number): Refusal =>
  malformed(
    at,
    `${JSON.stringify(lines[at]!.slice(0, 80))} stands outside of any file; begin with "*** Update File: path", "*** Add File: path" or "*** Delete File: path"`,
  );

const malformed = (at: number, what: string, file?: string): Refusal =>
  refuse("MALFORMED_DIFF", `line ${at + 1} of the patch: ${what}`, { line: at + 1, ...(file && { file }) });
