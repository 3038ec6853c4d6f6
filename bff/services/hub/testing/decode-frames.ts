const decoder = new TextDecoder();

/** Reads server frames back, with no code in common with what wrote them. Throws where bytes are no whole text frames. */
export function decodeFrames(bytes: Uint8Array): string[] {
  const texts: string[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    if (view.getUint8(at) !== 0x81) throw new Error(`no final text frame at byte ${at}`);
    const short = view.getUint8(at + 1);
    let length = short;
    let body = at + 2;
    if (short === 126) {
      length = view.getUint16(at + 2);
      body = at + 4;
    } else if (short === 127) {
      length = Number(view.getBigUint64(at + 2));
      body = at + 10;
    } else if (short > 127) throw new Error("a server does not mask");
    if (body + length > bytes.length) throw new Error("the last frame is cut off");
    texts.push(decoder.decode(bytes.subarray(body, body + length)));
    at = body + length;
  }
  return texts;
}
