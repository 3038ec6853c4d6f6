import { expect, test } from "vitest";
import { reachOf, secretUseOf } from "./factory-reach.ts";
import type { Factory } from "./models/factory.ts";

const factory = (more: Partial<Factory>) => ({
  url: null,
  status: "away" as const,
  capabilities: ["simulateOperation"],
  simulate_via: null,
  ...more,
});
const url = "https://maker.test";

test("a factory without an address is asked over its socket, while it holds one open", () => {
  expect(reachOf(factory({ status: "connected" }))).toEqual({ at: "open", via: "socket" });
  expect(reachOf(factory({}))).toEqual({ at: "no-socket", via: "socket" });
});

test("one with an address is asked there, socket or not, unless it wants its socket", () => {
  expect(reachOf(factory({ url }))).toEqual({ at: "open", via: "http" });
  expect(reachOf(factory({ url, simulate_via: "capnweb" }))).toEqual({ at: "open", via: "capnweb" });
  expect(reachOf(factory({ url, simulate_via: "socket" }))).toEqual({ at: "no-socket", via: "socket" });
  expect(reachOf(factory({ simulate_via: "http" }))).toEqual({ at: "no-address", via: "http" });
});

test("one that does not say that it simulates is asked by no way", () => {
  expect(reachOf(factory({ url, status: "connected", capabilities: ["generate"] }))).toEqual({
    at: "unable",
    via: "http",
  });
});

test("a secret is sent to the origin that it is for, over no socket, and nowhere else", () => {
  const secret = { origin: url, header: "authorization" };
  expect(secretUseOf(factory({ url }))).toBe("none");
  expect(secretUseOf(factory({ url: `${url}/below`, secret }))).toBe("sent");
  expect(secretUseOf(factory({ url: "http://maker.test", secret }))).toBe("elsewhere");
  expect(secretUseOf(factory({ url: `${url}:8443`, secret }))).toBe("elsewhere");
  expect(secretUseOf(factory({ url, simulate_via: "socket", secret }))).toBe("unused");
  expect(secretUseOf(factory({ secret }))).toBe("unused");
});
