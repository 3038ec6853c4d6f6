import fc from "fast-check";
import { expect, test } from "vitest";
import * as ws from "ws";
import { frameRun, joinFrames, textFrame } from "./frame.ts";
import { decodeFrames } from "./testing/decode-frames.ts";

// `ws` exports it; its types do not say so.
const frameOfWs = (text: string): Buffer =>
  Buffer.concat(
    (ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } }).Sender.frame(
      Buffer.from(text),
      {
        fin: true,
        opcode: 1,
        mask: false,
        rsv1: false,
        readOnly: false,
      },
    ),
  );

test("a frame is byte for byte what ws would send, at every length encoding", () => {
  for (const length of [0, 1, 125, 126, 127, 65_535, 65_536, 200_000]) {
    const text = "x".repeat(length);
    expect(Buffer.from(textFrame(text)).equals(frameOfWs(text)), `length ${length}`).toBe(true);
  }
  expect(Buffer.from(textFrame("ü€😀")).equals(frameOfWs("ü€😀"))).toBe(true);
});

test("joined frames read back as the texts they were made of", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 300 }), { minLength: 1 }), (texts) => {
      expect(decodeFrames(joinFrames(texts.map(textFrame)))).toEqual(texts);
    }),
  );
});

test("a run of frames is the frames one by one, whatever their letters and lengths", () => {
  const texts = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 300 }),
    fc
      .tuple(
        fc.constantFrom("x", "ü", "€", "😀", "\ud83d"),
        fc.constantFrom(0, 1, 40, 62, 63, 125, 126, 65_535, 65_536),
      )
      .map(([letter, count]) => letter.repeat(count)),
  );
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 6 }), (list) => {
      const { bytes, ends } = frameRun(list);
      const frames = list.map(textFrame);
      expect(Buffer.from(bytes).equals(Buffer.concat(frames))).toBe(true);
      expect(ends).toEqual(
        frames.map((_, n) => frames.slice(0, n + 1).reduce((sum, { length }) => sum + length, 0)),
      );
    }),
  );
});
