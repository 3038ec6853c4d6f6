import { expect, test } from "vitest";
import { describeConnection } from "./connection-words.ts";

test("live says how far behind only where it is notable", () => {
  expect(describeConnection({ at: "live", behind: 3 })).toMatchObject({ text: "Live", tone: "green" });
  expect(describeConnection({ at: "live", behind: 400 })).toMatchObject({ text: "Live", note: "400 behind" });
});

test("a lost connection counts down to the next attempt", () => {
  expect(describeConnection({ at: "reconnecting", seconds: 7, attempt: 2 }).note).toBe("in 7 s");
  expect(describeConnection({ at: "reconnecting", seconds: 0, attempt: 2 }).note).toBe("now");
  expect(describeConnection({ at: "offline", seconds: 3, attempt: 1 })).toMatchObject({
    text: "Offline",
    tone: "red",
  });
});

test("an end that was no accident is named", () => {
  expect(describeConnection({ at: "ended", reason: "signed-out" }).text).toBe("Signed out");
});
