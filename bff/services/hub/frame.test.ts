import fc from "fast-check";
import { expect, test } from "vitest";
import * as ws from "ws";
import { joinFrames, textFrame } from "./frame.ts";
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
