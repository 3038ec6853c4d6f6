import type { Scenario } from "../scenario.ts";

const file = ["--file", "src/cart.ts"];
const line = (op: string, at: string, block: string) => [op, ...file, "--line", at, "--block", block];

/** Where in the file. */
export const placeScenarios: readonly Scenario[] = [
  { code: "LINE_OUT_OF_RANGE", run: (place) => place.patchctl(line("insert-after", "90", "x")) },
  {
    code: "SPAN_INVERTED",
    run: (place) => place.patchctl(["replace-block", ...file, "--start", "11", "--end", "7", "--block", "x"]),
  },
  {
    code: "OPERATIONS_OVERLAP",
    run: (place) =>
      place.patchctl(["apply-batch"], {
        input: JSON.stringify({
          patches: [
            { op: "replace-block", file: "src/cart.ts", start: 7, end: 9, block: "a" },
            { op: "replace-block", file: "src/cart.ts", start: 9, end: 11, block: "b" },
          ],
        }),
      }),
  },
  {
    code: "NO_MATCH",
    run: (place) =>
      place.patchctl([
        "replace-text",
        ...file,
        "--old-text",
        "export function totals(items: Item[]): number {",
        "--block",
        "x",
      ]),
  },
  {
    code: "AMBIGUOUS_MATCH",
    run: (place) =>
      place.patchctl([
        "insert-at-anchor",
        ...file,
        "--anchor",
        "items: Item[]",
        "--position",
        "before",
        "--block",
        "x",
      ]),
  },
  {
    code: "MALFORMED_DIFF",
    run: (place) =>
      place.patchctl(["apply"], {
        input: "--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -7,2 +7,2 @@\n-  let sum = 0;\n+  let sum = 1;\n",
      }),
  },
  {
    code: "BINARY_PATCH",
    run: (place) =>
      place.patchctl(["apply"], {
        input:
          "diff --git a/logo.png b/logo.png\nindex 1f2e..3d4c 100644\nBinary files a/logo.png and b/logo.png differ\n",
      }),
  },
  {
    code: "NOTHING_TO_CHANGE",
    run: (place) =>
      place.patchctl(["replace-text", ...file, "--old-text", "let sum = 0;", "--block", "let sum = 0;"]),
  },
];
