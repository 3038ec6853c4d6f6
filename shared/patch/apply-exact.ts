import { concatBytes } from "./bytes.ts";
import { indexLines } from "./document.ts";
import { decodeBytes, encodeText } from "./encoding.ts";
import type { FilePatch } from "./file-patch.ts";
import { oldLines } from "./file-patch.ts";
import { parseDiff } from "./parse-diff.ts";

/**
 * Reads a diff that the engine itself has written, keeping its bytes: the text of each line holds one character
 * for each byte. Throws where it is no such diff, because then what is stored is damaged.
 */
export function parseStoredDiff(diff: Uint8Array): readonly FilePatch[] {
  const parsed = parseDiff(decodeBytes(diff, "latin-1"));
  if (!parsed.ok) throw new Error(`a stored diff cannot be read: ${parsed.error}`);
  return parsed.files;
}

const bytesOf = (text: string, bare: boolean): Uint8Array =>
  encodeText(bare ? text : `${text}\n`, "latin-1") as Uint8Array;

/** What a stored diff makes of the bytes it was made for; null where these are not those. */
export function applyStored(before: Uint8Array, patch: FilePatch): Uint8Array | null {
  const starts = indexLines(before);
  const parts: Uint8Array[] = [];
  let line = 0;
  const byteAt = (index: number) => starts[index] ?? before.length;
  for (const hunk of patch.hunks) {
    const old = oldLines(hunk).length;
    const at = old === 0 ? hunk.oldStart! : hunk.oldStart! - 1;
    if (at < line) return null;
    parts.push(before.subarray(byteAt(line), byteAt(at)));
    line = at;
    for (const { mark, text, bare } of hunk.lines) {
      const bytes = bytesOf(text, bare);
      if (mark !== "+") {
        const there = before.subarray(byteAt(line), byteAt(line + 1));
        if (there.length !== bytes.length || there.some((byte, i) => byte !== bytes[i])) return null;
        line++;
      }
      if (mark !== "-") parts.push(bytes);
    }
  }
  parts.push(before.subarray(byteAt(line)));
  return concatBytes(parts);
}
