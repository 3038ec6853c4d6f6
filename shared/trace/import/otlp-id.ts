import { textOf } from "./json-fields.ts";

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * An id of so many bytes as lower-case hex. OTLP/JSON writes hex; what is written with protobuf's own JSON mapping, as
 * some stores do, is base64. Another program's id is kept as it is; "" for none, also where all of it is zero.
 */
export function hexOf(value: unknown, bytes: number): string {
  const text = textOf(value);
  if (text.length === bytes * 2 && /^[0-9a-f]+$/i.test(text))
    return /^0+$/.test(text) ? "" : text.toLowerCase();
  if (text.length === Math.ceil(bytes / 3) * 4 && /^[A-Za-z0-9+/]+={1,2}$/.test(text)) {
    const hex = base64Hex(text).slice(0, bytes * 2);
    return /^0+$/.test(hex) ? "" : hex;
  }
  return text;
}

/** Four digits of base64 are six of hex. */
function base64Hex(text: string): string {
  let hex = "";
  for (let at = 0; at < text.length; at += 4) {
    let bits = 0;
    for (let n = 0; n < 4; n++) bits = bits * 64 + Math.max(0, digits.indexOf(text[at + n]!));
    hex += bits.toString(16).padStart(6, "0");
  }
  return hex;
}
