/**
 * Index of the first line behind the headers and message of a mail that begins at `from`, as `git format-patch`
 * writes them; `from` itself where none does. A message may hold anything, also what looks like a hunk.
 */
export function skipMail(lines: readonly string[], from: number): number {
  const mail = mboxLine.test(lines[from] ?? "") || (from === 0 && startsWithHeaders(lines));
  if (!mail) return from;
  for (let at = from + 1; at < lines.length; at++) {
    if (lines[at]!.startsWith("diff --git ") || mboxLine.test(lines[at]!)) return at;
    const pair = lines[at]!.startsWith("--- ") && lines[at + 1]?.startsWith("+++ ");
    if (pair && lines[at + 2]?.startsWith("@@ -")) return at;
  }
  return lines.length;
}

const mboxLine = /^From \S+ (Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/;

const startsWithHeaders = (lines: readonly string[]): boolean =>
  /^(From|Subject|Date|Message-I[dD]): /.test(lines[0] ?? "");
