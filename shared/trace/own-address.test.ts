import { expect, test } from "vitest";
import { allOperations } from "../operation-table.ts";
import { hasOwnAddress } from "./own-address.ts";

test("no trace can be called what an address of ours is called", () => {
  const beside = allOperations
    .map(({ http }) => /^\/api\/traces\/([^/:]+)/.exec(http.path)?.[1])
    .filter((word) => word !== undefined);
  expect(new Set(beside).size).toBeGreaterThan(4);
  for (const word of [...beside, "live", ".", ".."])
    expect([word, hasOwnAddress(word)]).toEqual([word, false]);
  for (const word of ["nightly-17", "...", "__proto__", "Live"]) expect(hasOwnAddress(word)).toBe(true);
});
