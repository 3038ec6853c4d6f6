import { expect, test } from "vitest";
import { recentHashes } from "./recent-hashes.ts";
import { sha256 } from "./sha256.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("contents that were hashed before are recognised by what they are, not by where they lie", () => {
  let hashed = 0;
  const hash = recentHashes((one) => {
    hashed += 1;
    return sha256(one);
  });
  expect(hash(bytes("one"))).toBe(sha256("one"));
  expect(hash(bytes("one"))).toBe(sha256("one"));
  expect(hashed).toBe(1);
  // as long, but not the same
  expect(hash(bytes("two"))).toBe(sha256("two"));
  expect(hash(bytes(""))).toBe(sha256(""));
  for (let i = 0; i < 100; i++) expect(hash(bytes(`${i}`))).toBe(sha256(`${i}`));
  expect(hash(bytes("one"))).toBe(sha256("one"));
});
