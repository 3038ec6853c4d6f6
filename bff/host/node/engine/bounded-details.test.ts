import { describe, expect, test } from "vitest";
import { boundedDetails } from "./bounded-details.ts";

const size = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe("details of a refusal, for an event", () => {
  test("are as they were where they are small", () => {
    const details = { file: "a.ts", candidates: [{ start: 1, end: 2 }] };
    expect(boundedDetails(details, 8192)).toEqual(details);
  });

  test("keep the first of a long list, the head of a long text and every short fact", () => {
    const candidates = Array.from({ length: 1000 }, (_, at) => ({
      start: at,
      end: at,
      text: "é".repeat(50),
    }));
    const details = { sent: "é\n".repeat(50_000), candidates, file: "a.ts", line: 3 };
    const kept = boundedDetails(details, 8192) as typeof details & { cut: string[] };
    expect(size(kept)).toBeLessThanOrEqual(8192);
    expect(kept).toMatchObject({ file: "a.ts", line: 3, cut: ["sent", "candidates"] });
    expect(kept.candidates.length).toBeGreaterThan(10);
    expect(candidates.slice(0, kept.candidates.length)).toEqual(kept.candidates);
    expect(kept.sent.length).toBeGreaterThan(100);
    expect(details.sent.startsWith(kept.sent.slice(0, -1))).toBe(true);
  });

  test("leave out what cannot be shortened, and say so", () => {
    const details = { deep: { text: "x".repeat(9000) }, file: "a.ts" };
    expect(boundedDetails(details, 8192)).toEqual({ file: "a.ts", cut: ["deep"] });
  });

  test("a list whose first element is too long is empty", () => {
    expect(boundedDetails({ list: ["x".repeat(9000)] }, 8192)).toEqual({ list: [], cut: ["list"] });
  });
});
