import { expect, test } from "vitest";
import { cellWords } from "./cell-words.ts";

test("a cell says how much, who, how long, and how much of it failed", () => {
  const cell = { minute: "2026-01-01T10:30:00Z", source: "agent-factory", count: 37, errors: 0, avg_ms: 180 };
  expect(cellWords(cell)).toBe("37 ops/min @ agent-factory (avg 180 ms)");
  expect(cellWords({ ...cell, errors: 2, avg_ms: null })).toBe("37 ops/min @ agent-factory, 2 failed");
});
