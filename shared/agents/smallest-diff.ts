import { utf8 } from "../patch/bytes.ts";
import { diffLines } from "../patch/diff-lines.ts";
import { indexLines, mainEnding, openDocument } from "../patch/document.ts";
import { writeDiff } from "../patch/write-diff.ts";

/**
 * The unified diff with the fewest changed lines that turns a file's text into what an agent wrote for the whole of
 * it, or null where they say the same. Line endings, the byte order mark and the end of the last line are the file's:
 * an agent that normalised them asked for none of it.
 */
export function smallestDiff(file: string, current: string, wanted: string): string | null {
  const before = utf8(current);
  const after = utf8(fitted(current, wanted));
  const edits = diffLines(before, indexLines(before), after, indexLines(after));
  if (edits.length === 0) return null;
  const step = {
    file,
    to: file,
    before: { bytes: before, executable: false },
    after: { bytes: after, executable: false },
    edits,
  };
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(writeDiff([step]));
}

function fitted(current: string, wanted: string): string {
  if (current === "") return wanted;
  const ending = mainEnding(openDocument(utf8(current)));
  let text = wanted.replace(/^\uFEFF/, "").replace(/\r?\n/g, ending);
  if (/\n$/.test(current) && text !== "" && !text.endsWith("\n")) text += ending;
  if (!/\n$/.test(current)) text = text.replace(/\r?\n$/, "");
  return current.startsWith("\uFEFF") ? `\uFEFF${text}` : text;
}
