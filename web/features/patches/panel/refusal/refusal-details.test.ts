import { expect, test } from "vitest";
import { refusalDetails, span } from "./refusal-details.ts";

test("candidates come out whole, the rest as name and text", () => {
  const differs = { line: 12, file: "  a();", sent: "  b();" };
  const details = {
    file: "a.ts",
    candidates: [{ start: 10, end: 12, likeness: 0.8, differs }],
    lines_in_file: 40,
    sent: ["if (x) {", "  b();"],
    places: [3, 9],
  };
  expect(refusalDetails(details, "a.ts")).toEqual({
    candidates: [{ start: 10, end: 12, likeness: 0.8, differs }],
    facts: [
      { name: "lines in file", text: "40" },
      { name: "sent", text: "if (x) {\n  b();" },
      { name: "places", text: "3, 9" },
    ],
  });
});

test.each([undefined, null, "text", 5, [], { candidates: "none" }, { candidates: [{ start: "1" }] }])(
  "details of an unknown shape (%j) are no candidates, and no crash",
  (details) => {
    expect(refusalDetails(details, "a.ts").candidates).toEqual([]);
  },
);

test("another file than the patch's own is named", () => {
  expect(refusalDetails({ file: "b.ts" }, "a.ts").facts).toEqual([{ name: "file", text: "b.ts" }]);
});

test("a span of one line is one number", () => {
  expect([span({ start: 3, end: 3 }), span({ start: 3, end: 9 })]).toEqual(["3", "3–9"]);
});
