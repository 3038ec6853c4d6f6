import { unquoteName } from "./file-name.ts";

/** What a `--- ` or `+++ ` line says of its side. */
export interface Side {
  /** as it stands there, prefix and all; "" where its quote is broken */
  name: string;
  /** /dev/null, svn's "(nonexistent)", or GNU diff's first second of 1970: the file is not there on this side */
  none: boolean;
  /** there is a time or a revision behind the name */
  dated: boolean;
  /** "none" is only a timestamp, so that it counts only where the hunk has no line of this side either */
  epoch: boolean;
}

/** Reads what follows `--- ` or `+++ `: a name, perhaps quoted, perhaps with a timestamp or revision behind a tab. */
export function readSide(text: string): Side {
  const quoted = text.startsWith('"') ? unquoteName(text) : null;
  const tab = text.indexOf("\t");
  const plain = text.startsWith('"') ? "" : tab === -1 ? text.trimEnd() : text.slice(0, tab);
  const name = quoted?.name ?? plain;
  const behind = quoted?.rest ?? (tab === -1 ? "" : text.slice(tab));
  const epoch = isEpoch(behind.trim());
  const none = name === "/dev/null" || /\((nonexistent|revision 0)\)\s*$/.test(behind);
  return { name, none: none || epoch, dated: behind.trim() !== "", epoch: epoch && !none };
}

/** The time that `diff -N` gives a file that is not there, in whatever zone it was written. */
function isEpoch(stamp: string): boolean {
  const iso = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.0+)? ([+-]\d\d)(\d\d)$/.exec(stamp);
  if (iso) return Date.parse(`${iso[1]}T${iso[2]}${iso[3]}:${iso[4]}`) === 0;
  return /^Thu Jan +0?1 00:00:00 1970( [+-]0000)?$/.test(stamp);
}

/** A name as it stands after `rename to ` and its like: whole, unless it is quoted; "" where the quote is broken. */
export const renamedName = (text: string): string =>
  text.startsWith('"') ? (unquoteName(text)?.name ?? "") : text;

export interface NamePair {
  old: string;
  new: string;
}

/**
 * Both names of `diff --git a/x b/x`, prefixes taken off; null where they cannot be told apart. Without quotes, a
 * name with blanks is told apart by both sides being the same.
 */
export function headerNames(rest: string): NamePair | null {
  if (rest.startsWith('"')) {
    const first = unquoteName(rest);
    return first && withoutPrefixes(first.name, renamedName(first.rest.trimStart()));
  }
  if (rest.endsWith('"')) {
    const at = rest.indexOf(' "');
    if (at !== -1) return withoutPrefixes(rest.slice(0, at), renamedName(rest.slice(at + 1)));
  }
  for (let at = rest.indexOf(" "); at !== -1; at = rest.indexOf(" ", at + 1)) {
    const names = withoutPrefixes(rest.slice(0, at), rest.slice(at + 1));
    if (names !== null && names.old === names.new) return names;
  }
  // a rename or copy names both sides in lines of its own
  return null;
}

/**
 * Takes off what tells two trees apart (`a/` and `b/`, `i/` and `w/`, `old-1.0/` and `new-1.1/`): the first part
 * of both names, where the rest is the same. Null where the names say different things.
 */
export function withoutPrefixes(oldName: string, newName: string): NamePair | null {
  if (oldName === newName) return { old: oldName, new: newName };
  const oldRest = behindFirstPart(oldName);
  if (oldRest !== null && oldRest === behindFirstPart(newName)) return { old: oldRest, new: oldRest };
  // a pair of git's own prefixes is one, whatever stands behind
  if (/^[aciow12]\//.test(oldName) && /^[bciow12]\//.test(newName) && oldName[0] !== newName[0])
    return { old: oldName.slice(2), new: newName.slice(2) };
  return null;
}

/** The name of a file that stands on one side only, `/dev/null` on the other. */
export const withoutPrefix = (name: string): string => (/^[abciow12]\//.test(name) ? name.slice(2) : name);

function behindFirstPart(name: string): string | null {
  const slash = name.indexOf("/");
  return slash === -1 || slash === name.length - 1 ? null : name.slice(slash + 1);
}
