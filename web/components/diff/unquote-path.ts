const simple: Record<string, number> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, "\\": 92 };

/**
 * A path as git writes it in a diff. Where it holds quotes, control characters or bytes beyond ASCII, git puts it in
 * double quotes with C escapes, octal for bytes; those bytes are UTF-8.
 */
export function unquotePath(written: string): string {
  if (!written.startsWith('"') || !written.endsWith('"') || written.length < 2) return written;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  const inner = written.slice(1, -1);
  for (let at = 0; at < inner.length; ) {
    if (inner[at] !== "\\") {
      const character = String.fromCodePoint(inner.codePointAt(at)!);
      bytes.push(...encoder.encode(character));
      at += character.length;
      continue;
    }
    const octal = /^[0-3][0-7]{2}/.exec(inner.slice(at + 1, at + 4));
    if (octal) {
      bytes.push(Number.parseInt(octal[0], 8));
      at += 4;
    } else {
      const escaped = inner[at + 1] ?? "\\";
      bytes.push(simple[escaped] ?? escaped.charCodeAt(0));
      at += 2;
    }
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
