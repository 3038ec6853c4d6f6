import { describe, expect, test } from "vitest";
import { readArguments } from "./arguments.ts";

const started = (...argv: string[]) => {
  const asked = readArguments(argv);
  if (asked.kind !== "start") throw new Error(JSON.stringify(asked));
  return asked.arguments;
};

test("without flags: this folder, port 8787, loopback, the browser opens", () => {
  expect(started()).toEqual({
    workspace: ".",
    port: 8787,
    data: undefined,
    listen: "127.0.0.1",
    publicUrl: undefined,
    keepSpans: 14,
    open: true,
    demo: false,
    demoPace: "normal",
  });
});

test("listening where others can reach it needs TLS in front", () => {
  expect(readArguments(["--listen", "0.0.0.0"])).toMatchObject({
    kind: "wrong",
    message: expect.stringContaining("--behind-tls"),
  });
  const asked = started(
    "--listen",
    "0.0.0.0",
    "--behind-tls",
    "--public-url",
    "https://mission.example.com/",
  );
  expect(asked.publicUrl?.origin).toBe("https://mission.example.com");
  expect(started("--listen", "::1").listen).toBe("::1");
});

describe("what is wrong with a flag is said", () => {
  test.each([
    [["--port", "x"], "--port"],
    [["--port", "70000"], "--port"],
    [["--listen", "example.com"], "--listen"],
    [["--public-url", "ftp://x"], "--public-url"],
    [["--demo-pace", "slow"], "--demo-pace"],
    [["--keep-spans", "0"], "--keep-spans"],
    [["--keep-spans", "a week"], "--keep-spans"],
    [["--nonsense"], "--nonsense"],
  ])("%j", (argv, named) => {
    expect(readArguments(argv)).toMatchObject({ kind: "wrong", message: expect.stringContaining(named) });
  });
});
