import { describe, expect, test } from "vitest";
import type { Factory } from "../../../shared/models/factory.ts";
import {
  asksForScheme,
  countWords,
  factoriesWith,
  fieldErrors,
  headerValue,
  otherCapabilities,
  otherOrigin,
  replayWords,
  secretWords,
  stateWords,
  takesSecret,
  wayWords,
} from "./factory-words.ts";

const factory = (more: Partial<Factory> = {}): Factory => ({
  name: "maker",
  url: "https://maker.test/api",
  status: "away",
  last_seen: "2026-01-01T00:00:00.000Z",
  capabilities: ["simulateOperation"],
  operations: null,
  simulate_via: null,
  ...more,
});
const secret = { origin: "https://maker.test", header: "x-key" };

describe("a factory in words", () => {
  test("says how it is reached", () => {
    expect(wayWords(factory())).toBe("HTTP");
    expect(wayWords(factory({ simulate_via: "capnweb" }))).toBe("Cap'n Web");
    expect(wayWords(factory({ url: null }))).toBe("Its own socket");
  });

  test("says whether it is there, and does not claim to know it of one that is only called", () => {
    expect(stateWords(factory({ status: "connected" })).words).toBe("connected");
    expect(stateWords(factory({ url: null }))).toEqual({ here: false, words: "away", at: "last seen" });
    expect(stateWords(factory()).words).toBe("no socket open");
  });

  test("says whether it can be replayed live, for what, and if not, why", () => {
    expect(replayWords(factory())).toEqual({ can: true, words: "any operation" });
    expect(replayWords(factory({ operations: ["a"] }))).toEqual({ can: true, words: "1 operation" });
    expect(replayWords(factory({ operations: ["a", "b"] })).words).toBe("2 operations");
    expect(replayWords(factory({ operations: [] }))).toEqual({ can: false, words: "no operation" });
    expect(replayWords(factory({ url: null }))).toEqual({ can: false, words: "once its socket is open" });
    expect(replayWords(factory({ capabilities: ["draw"] }))).toEqual({
      can: false,
      words: "no: does not name simulateOperation",
    });
    expect(otherCapabilities(factory({ capabilities: ["draw", "simulateOperation"] }))).toEqual(["draw"]);
  });

  test("says whether a token is kept for it, and warns where that is for another address", () => {
    expect(secretWords(factory())).toEqual({ words: "none", warn: false });
    expect(secretWords(factory({ secret }))).toEqual({ words: "kept, sent as x-key", warn: false });
    expect(secretWords(factory({ secret, url: "https://moved.test" }))).toEqual({
      words: "kept for https://maker.test, not sent to where it is now",
      warn: true,
    });
    expect(secretWords(factory({ url: null })).words).toBe("not needed over its socket");
  });

  test("is offered a token only where one would be sent or is kept", () => {
    expect(takesSecret(factory())).toBe(true);
    expect(takesSecret(factory({ url: null }))).toBe(false);
    expect(takesSecret(factory({ url: null, secret }))).toBe(true);
  });

  test("is found by every word that is typed", () => {
    const other = factory({ name: "printer", operations: ["draft note"] });
    expect(factoriesWith([factory(), other], "NOTE print")).toEqual([other]);
    expect(factoriesWith([factory(), other], "  ")).toHaveLength(2);
    expect(countWords([factory({ status: "connected" })])).toBe("1 factory, 1 connected");
    expect(countWords([factory(), other])).toBe("2 factories, 0 connected");
  });
});

describe("a token", () => {
  test("goes out behind Bearer as authorization, once, and as it is in any other header", () => {
    expect(headerValue("authorization", " k3y ", true)).toBe("Bearer k3y");
    expect(headerValue("Authorization", "Bearer k3y", true)).toBe("Bearer k3y");
    expect(headerValue("authorization", "Basic dTpw", true)).toBe("Basic dTpw");
    expect(headerValue("authorization", "k3y", false)).toBe("k3y");
    expect(headerValue("x-key", "k3y", true)).toBe("k3y");
    expect(asksForScheme("x-key", "k3y")).toBe(false);
  });

  test("for another address than the factory's is warned of before it is kept", () => {
    expect(otherOrigin("https://maker.test/else", factory().url)).toBeNull();
    expect(otherOrigin("https://maker.test:444", factory().url)).toMatch(/is at https:\/\/maker\.test now/);
    expect(otherOrigin("nonsense", factory().url)).toBeNull();
    expect(otherOrigin("https://maker.test", null)).toBeNull();
  });

  test("that is refused has each reason at its field, and what is of none in one line", () => {
    const problems = [{ path: "url", message: "give an https address" }];
    expect(fieldErrors({ error: "url: give …", details: { problems } })).toEqual({
      of: { url: "Give an https address" },
      rest: null,
    });
    expect(fieldErrors({ error: "the role agent may not" })).toEqual({
      of: {},
      rest: "the role agent may not",
    });
  });
});
