import { describe, expect, it } from "vitest";
import type { OutOfBandEdit } from "../../../shared/models/out-of-band.ts";
import { putBackOffer, toLines } from "./edit-words.ts";

const edit = (id: string, group: string, fields: Partial<OutOfBandEdit> = {}): OutOfBandEdit => ({
  id,
  group,
  group_size: 1,
  file: `${id}.ts`,
  kind: "modified",
  before_hash: "a",
  after_hash: "b",
  lines_added: 1,
  lines_removed: 0,
  diff_path: `${id}.diff`,
  no_diff: null,
  found_at: "2026-11-21T00:00:00.000Z",
  status: "open",
  closed_at: null,
  closed_by: null,
  reason: null,
  patch_id: null,
  trace_id: null,
  ...fields,
});

describe("the lines of the list", () => {
  it("have a head above edits that were found at once, which counts those not shown as well", () => {
    const many = { group_size: 2000 };
    const lines = toLines([
      edit("c", "g2"),
      edit("a", "g1", many),
      edit("b", "g1", { ...many, status: "accepted" }),
    ]);
    expect(lines.map(({ key }) => key)).toEqual(["c", "group g1", "a", "b"]);
    expect(lines[1]).toMatchObject({ is: "group", first: { group_size: 2000 }, shown: 2, open: 1 });
  });
});

describe("putting back", () => {
  it("is offered to whoever may decide, where the contents before are known", () => {
    expect(putBackOffer(edit("a", "g"), true)).toEqual({ offered: true });
    expect(putBackOffer(edit("a", "g"), false)).toMatchObject({ why: expect.stringContaining("reviewer") });
    expect(putBackOffer(edit("a", "g", { no_diff: "before_unknown" }), true)).toMatchObject({
      why: expect.stringContaining("not known"),
    });
  });
});
