import type { FlagSpec } from "./parse-flags.ts";

/**
 * The command first, and the flags of every command that stood before it behind it: `--workspace X append …` means
 * `append --workspace X …`. Words that name no command are left as they are.
 */
export function commandFirst(words: readonly string[], everywhere: FlagSpec): readonly string[] {
  let at = 0;
  for (let word = words[0]; word?.startsWith("--"); word = words[at]) {
    const cut = word.indexOf("=");
    const name = cut === -1 ? word.slice(2) : word.slice(2, cut);
    if (name === "help" || !Object.hasOwn(everywhere, name)) break;
    at += cut === -1 && everywhere[name]!.kind !== "yes" ? 2 : 1;
  }
  if (at === 0 || words[at] === undefined) return words;
  return [words[at]!, ...words.slice(0, at), ...words.slice(at + 1)];
}
