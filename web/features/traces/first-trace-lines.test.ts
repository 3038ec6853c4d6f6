import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { firstTraceLines } from "./first-trace-lines.ts";

test("the header for OpenTelemetry is written as the README writes it: the setting holds no bare space", () => {
  const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
  const line = firstTraceLines("http://x")
    .flatMap(({ text }) => text.split("\n"))
    .find((one) => one.includes("OTLP_HEADERS"))!;
  expect(readme).toContain(line);
  expect(/"(.*)"/.exec(line)![1]).not.toContain(" ");
});
