import { ok, type Result } from "../result.ts";
import { diffTextLines, parseDiff } from "./parse-diff.ts";
import { isEnd, isEnvelope, sectionHead } from "./parse-envelope.ts";
import type { Loose } from "./spellings.ts";

/** Whether a text is a diff or an envelope rather than JSON, also one that cannot be applied. */
export const looksLikeDiff = (text: string): boolean =>
  /^(\*\*\* Begin Patch|(.\[\d*m)?diff -|--- |@@|Only in .*: |Binary files .* differ$)/m.test(text) &&
  !/^\s*[[{]/.test(text);

/**
 * The operations that a diff or an envelope asks for. An envelope becomes one operation for each of its files, so
 * that each has a patch of its own; a diff stays one operation, about its first file.
 */
export function operationsOfDiff(text: string): Result<{ operations: Loose[] }> {
  const lines = diffTextLines(text);
  const parsed = parseDiff(text);
  if (!parsed.ok) return parsed;
  if (!isEnvelope(lines)) {
    const first = parsed.files[0]!;
    return ok({ operations: [{ op: "unified-diff", file: first.to, diff: text }] });
  }
  const sections: string[][] = [];
  for (const line of lines) {
    if (sectionHead.test(line)) sections.push([]);
    if (!isEnd(line)) sections.at(-1)?.push(line);
  }
  const operations = parsed.files.map((file, index): Loose => {
    if (file.kind === "create") {
      const block = file.hunks.flatMap((hunk) => hunk.lines.map((line) => `${line.text}\n`)).join("");
      return { op: "create-file", file: file.file, block };
    }
    const section = sections[index]!.join("\n");
    const diff = `*** Begin Patch\n${section}\n*** End Patch\n`;
    return { op: "unified-diff", file: file.file, diff };
  });
  return ok({ operations });
}
