/**
 * How the bytes of a file read as text. Valid UTF-8 is UTF-8; anything else is taken byte for byte as Latin-1,
 * so that every file has a text, and a text made of its characters has its bytes again.
 */
export type Encoding = "utf-8" | "latin-1";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

export function encodingOf(bytes: Uint8Array): Encoding {
  try {
    strict.decode(bytes);
    return "utf-8";
  } catch {
    return "latin-1";
  }
}

export function decodeBytes(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === "utf-8") return strict.decode(bytes);
  // not TextDecoder("latin1"): the web reads that label as windows-1252, which is not byte for byte
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x2000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  return text;
}

/** Whether bytes with NULs among them are UTF-16: a byte order mark, or many a NUL, all in one half of the pairs. */
export function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const head = bytes.subarray(0, Math.min(bytes.length & ~1, 64));
  const nulsAt = (odd: 0 | 1) => head.filter((byte, at) => at % 2 === odd && byte === 0).length;
  const [even, odd] = [nulsAt(0), nulsAt(1)];
  return head.length >= 4 && Math.min(even, odd) === 0 && Math.max(even, odd) * 4 >= head.length;
}

/** Text for a reader, whatever the bytes are. */
export const readable = (bytes: Uint8Array): string => decodeBytes(bytes, encodingOf(bytes));

/** The bytes of `text` in a file of this encoding, or the first character that such a file cannot hold. */
export function encodeText(text: string, encoding: Encoding): Uint8Array | { unencodable: string } {
  if (encoding === "utf-8") return encoder.encode(text);
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff) return { unencodable: String.fromCodePoint(text.codePointAt(i)!) };
    out[i] = code;
  }
  return out;
}
