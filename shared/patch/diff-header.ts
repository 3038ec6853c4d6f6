import { unquoteName } from "./file-name.ts";

/** A name as it stands after `--- `, `+++ ` or `rename to `: perhaps quoted, perhaps with a timestamp behind a tab. */
export function sideName(text: string): string {
  if (text.startsWith('"')) return unquoteName(text)?.name ?? text;
  const tab = text.indexOf("\t");
  return (tab === -1 ? text : text.slice(0, tab)).trimEnd();
}

/** Both names of `diff --git a/x b/x`. Without quotes, a name with blanks is told apart by the two being the same. */
export function headerNames(rest: string): { old: string; new: string } {
  if (rest.startsWith('"')) {
    const first = unquoteName(rest);
    if (first) return stripped(first.name, sideName(first.rest.trimStart()));
  }
  if (rest.endsWith('"')) {
    const at = rest.indexOf(' "');
    if (at !== -1) return stripped(rest.slice(0, at), sideName(rest.slice(at + 1)));
  }
  for (let at = rest.indexOf(" "); at !== -1; at = rest.indexOf(" ", at + 1)) {
    const names = stripped(rest.slice(0, at), rest.slice(at + 1));
    if (names.old === names.new) return names;
  }
  // a rename or copy: its own header lines name both sides
  const middle = rest.indexOf(" ");
  return stripped(rest.slice(0, middle), rest.slice(middle + 1));
}

function stripped(oldName: string, newName: string): { old: string; new: string } {
  const prefixed = /^[aciow]\//.test(oldName) && /^[bciow]\//.test(newName);
  return prefixed ? { old: oldName.slice(2), new: newName.slice(2) } : { old: oldName, new: newName };
}
