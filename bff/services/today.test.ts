import { expect, test } from "vitest";
import { dayOf } from "./today.ts";

const at = (text: string) => Date.parse(text);

test("a day begins at the reader's midnight, whichever side of UTC", () => {
  expect(dayOf(at("2026-11-20T12:00:00Z"), 0).from).toBe("2026-11-20T00:00:00.000Z");
  expect(dayOf(at("2026-11-20T23:30:00Z"), 60).from).toBe("2026-11-20T23:00:00.000Z");
  expect(dayOf(at("2026-11-20T03:00:00Z"), -300)).toEqual({
    from: "2026-11-19T05:00:00.000Z",
    to: "2026-11-20T05:00:00.000Z",
  });
  expect(dayOf(at("2026-11-20T18:29:59.999Z"), 330).from).toBe("2026-11-19T18:30:00.000Z");
});
