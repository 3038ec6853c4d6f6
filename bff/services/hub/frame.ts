const encoder = new TextEncoder();

const FINAL_TEXT = 0x81;

/**
 * The text as one complete WebSocket text frame, as a server sends it: final, unmasked, uncompressed (RFC 6455, 5.2).
 * Made once per event, so that the same bytes go to every socket.
 */
export function textFrame(text: string): Uint8Array {
  const body = encoder.encode(text);
  const header = headerOf(body.length);
  const frame = new Uint8Array(header + body.length);
  writeHeader(new DataView(frame.buffer), 0, header, body.length);
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

/** Frames that lie one behind the other in `bytes`; the n-th ends at `ends[n]`. */
export interface FrameRun {
  bytes: Uint8Array;
  ends: number[];
}

/** As `textFrame`, of many texts at once: written into one piece of memory, which costs a third. */
export function frameRun(texts: readonly string[]): FrameRun {
  const least = texts.reduce((sum, text) => sum + text.length + longestHeader, 0);
  // most text has a byte a letter, and none has more than three
  return writeRun(texts, new Uint8Array(least)) ?? writeRun(texts, new Uint8Array(3 * least))!;
}

const longestHeader = 10;

/** null: there was not room enough */
function writeRun(texts: readonly string[], room: Uint8Array): FrameRun | null {
  const view = new DataView(room.buffer);
  const ends: number[] = [];
  let at = 0;
  for (const text of texts) {
    const expected = headerOf(text.length);
    const { read, written } = encoder.encodeInto(text, room.subarray(at + expected));
    if (read < text.length) return null;
    const header = headerOf(written);
    if (at + header + written > room.length) return null;
    if (header !== expected) room.copyWithin(at + header, at + expected, at + expected + written);
    writeHeader(view, at, header, written);
    at += header + written;
    ends.push(at);
  }
  return { bytes: room.subarray(0, at), ends };
}

const headerOf = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : longestHeader);

function writeHeader(view: DataView, at: number, header: number, length: number): void {
  view.setUint8(at, FINAL_TEXT);
  if (header === 2) {
    view.setUint8(at + 1, length);
  } else if (header === 4) {
    view.setUint8(at + 1, 126);
    view.setUint16(at + 2, length);
  } else {
    view.setUint8(at + 1, 127);
    view.setBigUint64(at + 2, BigInt(length));
  }
}
