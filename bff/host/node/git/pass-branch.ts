/** The branch of one pass: `fix/trace-<trace>-<requester>`, both made into what git lets a branch be called. */
export const passBranch = (trace: string, requester: string): string =>
  `fix/trace-${refPart(trace)}-${refPart(requester)}`;

/** As `git check-ref-format` has it: no blank, no `~^:?*[\`, no control character, no "..", "@{", "//", ".lock" at the end. */
function refPart(text: string): string {
  const safe = text
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/(\.lock)+$/i, "")
    .replace(/^[.-]+|[.-]+$/g, "")
    .slice(0, 80)
    .replace(/[.-]+$/, "");
  return safe === "" ? "unnamed" : safe;
}
