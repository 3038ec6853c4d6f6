import { expect, test } from "vitest";
import type { Change } from "./changes.ts";
import { placesChange } from "./places.ts";

const change = (kind: Change["kind"], from: string, to = from): Change => {
  const name = (text: string) => ({ bytes: Buffer.from(text), text });
  return { kind, from: name(from), to: name(to), before: null, after: null, section: 0 };
};

test("a file that comes where a folder was, and the reverse, change places; others do not", () => {
  expect(placesChange([change("delete", "a/b/c"), change("create", "a")])).toBe(true);
  expect(placesChange([change("delete", "a"), change("create", "a/b/c")])).toBe(true);
  expect(placesChange([change("rename", "a", "a/index")])).toBe(true);
  expect(placesChange([change("copy", "a", "a/index")])).toBe(false);
  expect(placesChange([change("delete", "a/b"), change("create", "a/c"), change("create", "ab")])).toBe(
    false,
  );
  expect(placesChange([change("modify", "a/b"), change("delete", "c")])).toBe(false);
});
