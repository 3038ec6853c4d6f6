import { expect, test } from "vitest";
import { familyOf } from "./stage-family.ts";

test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
  "a stage that is called %s is one that nobody here knows",
  (stage) => expect(familyOf(stage)).toBe("other"),
);

test("known stages, and those of replays, have their family", () => {
  expect(["request_received", "before_rpc", "response_sent", "replay_x", "error"].map(familyOf)).toEqual([
    "received",
    "outbound",
    "response",
    "replay",
    "processing",
  ]);
});
