import { documentOf } from "./batch-files.ts";
import { utf8 } from "./bytes.ts";
import type { Document, FileState } from "./document.ts";
import { guardsOf, isPair, stateOf } from "./guards.ts";
import type { Hash } from "./hash.ts";

export interface Sealed {
  state: FileState;
  /** regions whose markers carry another hash now */
  names: string[];
  /** 1-based lines of those markers */
  lines: number[];
}

/**
 * Writes into the markers of every pair named in `unlock` the hash of what it encloses, inner regions first, because
 * their markers are part of the outer ones. No other byte moves: seven digits give way to seven.
 */
export function sealGuards(state: FileState, unlock: readonly string[], hash: Hash): Sealed {
  const sealed: Sealed = { state, names: [], lines: [] };
  if (unlock.length === 0) return sealed;
  const found = documentOf(state);
  const bytes = state.bytes.slice();
  const doc: Document = { ...found, bytes };
  const pairs = guardsOf(found).filter((guard) => isPair(guard) && unlock.includes(guard.name));
  for (const guard of pairs.sort((a, b) => a.end - a.start - (b.end - b.start))) {
    const { state: holds, digits } = stateOf(doc, guard, hash);
    if (holds === "ok" || digits === null) continue;
    for (const marker of [guard.opens!, guard.closes!]) {
      bytes.set(utf8(digits), marker.hashAt);
      sealed.lines.push(marker.line + 1);
    }
    sealed.names.push(guard.name);
  }
  return sealed.names.length === 0 ? sealed : { ...sealed, state: { ...state, bytes } };
}
