import { type Refusal, refuse } from "../result.ts";

/** What kind of text the whole diff is, for what a single line of it means. */
export interface DiffStyle {
  /** some line is a `diff --git` header */
  git: boolean;
}

/**
 * The refusal for a line between the files of a diff that stands for a change which the diff does not show, so that
 * passing it over would be a false success; null for any other line, which is passed over.
 */
export function notCarried(line: string, at: number, file: string, style: DiffStyle): Refusal | null {
  if (line.startsWith("GIT binary patch") || /^Binary files .* differ$/.test(line))
    return refuse(
      "BINARY_PATCH",
      `line ${at + 1} of the diff changes a binary file${file === "" ? "" : ` (${file})`}; the engine edits text only: leave it out of the diff`,
      { file, line: at + 1 },
    );
  if (/^diff --(cc|combined) /.test(line) || line.startsWith("@@@"))
    return malformed(
      at,
      "a combined diff of a merge has no single old side; send a diff against one parent (git show --first-parent, git diff <parent>)",
    );
  if (/^Submodule \S+ ([0-9a-f]+\.\.|\(|contains )/.test(line))
    return malformed(at, "it moves a submodule, which no edit can; leave it out of the diff");
  if (/^\*{15}/.test(line))
    return malformed(at, "this is a context diff (diff -c); send a unified one (diff -u, git diff)");
  if (line.startsWith("\u001b["))
    return malformed(at, "the diff is coloured; make it without colours (git diff --no-color)");
  // a commit's message may well begin with these words
  if (!style.git && (/^Only in [^:]+: \S/.test(line) || /^Files .* and .* differ$/.test(line)))
    return malformed(
      at,
      `${JSON.stringify(line.slice(0, 200))} says that something differs without showing it; make the diff with -N (diff -ruN), or leave that line out`,
    );
  return null;
}

const malformed = (at: number, what: string): Refusal =>
  refuse("MALFORMED_DIFF", `line ${at + 1} of the diff: ${what}`, { line: at + 1 });
