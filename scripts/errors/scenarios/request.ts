import type { Scenario } from "../scenario.ts";

const batch = (patch: object) => JSON.stringify({ patches: [patch] });

/** What is wrong with the request itself. */
export const requestScenarios: readonly Scenario[] = [
  { code: "BAD_JSON", run: (place) => place.patchctl(["apply-batch"], { input: '{ "patches": [ }' }) },
  {
    code: "INVALID_INPUT",
    run: (place) =>
      place.patchctl(["apply-batch"], {
        input: batch({ op: "replace-block", file: "src/cart.ts", start: "seven", block: "x" }),
      }),
  },
  {
    code: "UNKNOWN_OP",
    run: (place) =>
      place.patchctl(["apply-batch"], { input: batch({ op: "rewrite", file: "src/cart.ts", block: "x" }) }),
  },
  {
    code: "BODY_TOO_LARGE",
    run: async (place) =>
      (await place.server()).ask("POST", "/api/tokens", { name: "x".repeat(2_000_000), role: "agent" }),
  },
  {
    code: "BLOCK_TOO_LARGE",
    async run(place) {
      place.write("big.txt", "x\n".repeat(2_200_000));
      return place.patchctl(["append", "--file", "src/cart.ts", "--block-file", "big.txt"]);
    },
  },
  { code: "NOT_FOUND", run: async (place) => (await place.server()).ask("GET", "/api/patch") },
  {
    code: "METHOD_NOT_ALLOWED",
    run: async (place) => (await place.server()).ask("DELETE", "/api/patches/apply"),
  },
  {
    code: "UNSUPPORTED_MEDIA_TYPE",
    run: async (place) =>
      (await place.server()).ask("POST", "/api/patches/apply", "patches=", {
        headers: { "content-type": "application/x-www-form-urlencoded" },
      }),
  },
  {
    code: "UPGRADE_REQUIRED",
    run: async (place) => (await place.server()).ask("GET", "/api/traces/live"),
  },
];
