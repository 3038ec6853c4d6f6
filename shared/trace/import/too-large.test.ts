import { expect, test } from "vitest";
import { mostImported, tooLarge } from "./too-large.ts";

test("a file of 200 MB is taken, one byte more is refused with its size and what to do", () => {
  expect(tooLarge(mostImported)).toBeNull();
  expect(tooLarge(mostImported + 1)).toMatchObject({
    code: "BODY_TOO_LARGE",
    error: "the file has 201 MB; 200 MB is the most. Export fewer traces at a time",
  });
});
