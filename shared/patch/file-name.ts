/** File names as git writes them in a diff: quoted, C-style, where a plain name would be misread. */

const named: Record<string, number> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, "\\": 92 };
const escapes = new Map(Object.entries(named).map(([letter, code]) => [code, `\\${letter}`]));

export function quoteName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be quoted
  if (!/[\x00-\x1f"\\\x7f]/.test(name)) return name;
  let out = "";
  for (const char of name) {
    const code = char.codePointAt(0)!;
    if (escapes.has(code)) out += escapes.get(code);
    else if (code < 0x20 || code === 0x7f) out += `\\${code.toString(8).padStart(3, "0")}`;
    else out += char;
  }
  return `"${out}"`;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads a name that begins with a quote; answers the name and what follows it, or null where the quote is broken or
 * the bytes are no UTF-8, because no request can name such a file.
 */
export function unquoteName(text: string): { name: string; rest: string } | null {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  let at = 1;
  while (at < text.length) {
    const char = text[at]!;
    if (char === '"') {
      const name = decoded(bytes);
      return name === null ? null : { name, rest: text.slice(at + 1) };
    }
    if (char !== "\\") {
      const point = String.fromCodePoint(text.codePointAt(at)!);
      bytes.push(...encoder.encode(point));
      at += point.length;
      continue;
    }
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(at + 1));
    if (octal) {
      bytes.push(Number.parseInt(octal[0], 8));
      at += 4;
    } else {
      const code = named[text[at + 1] ?? ""];
      if (code === undefined) return null;
      bytes.push(code);
      at += 2;
    }
  }
  return null;
}

function decoded(bytes: readonly number[]): string | null {
  try {
    return strict.decode(new Uint8Array(bytes));
  } catch {
    return null;
  }
}
