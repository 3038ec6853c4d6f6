const encoder = new TextEncoder();

const FINAL_TEXT = 0x81;

/**
 * The text as one complete WebSocket text frame, as a server sends it: final, unmasked, uncompressed (RFC 6455, 5.2).
 * Made once per event, so that the same bytes go to every socket.
 */
export function textFrame(text: string): Uint8Array {
  const body = encoder.encode(text);
  const header = body.length < 126 ? 2 : body.length < 65_536 ? 4 : 10;
  const frame = new Uint8Array(header + body.length);
  frame[0] = FINAL_TEXT;
  if (header === 2) {
    frame[1] = body.length;
  } else if (header === 4) {
    frame[1] = 126;
    new DataView(frame.buffer).setUint16(2, body.length);
  } else {
    frame[1] = 127;
    new DataView(frame.buffer).setBigUint64(2, BigInt(body.length));
  }
  frame.set(body, header);
  return frame;
}

/** Several frames as one run of bytes, for one write. */
export function joinFrames(frames: readonly Uint8Array[]): Uint8Array {
  if (frames.length === 1) return frames[0]!;
  const joined = new Uint8Array(frames.reduce((sum, frame) => sum + frame.length, 0));
  let at = 0;
  for (const frame of frames) {
    joined.set(frame, at);
    at += frame.length;
  }
  return joined;
}
