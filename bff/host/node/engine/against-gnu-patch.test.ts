import { describe, expect, test } from "vitest";
import {
  type Comparison,
  compare,
  endingsDiffer,
  endsElsewhere,
  expectNone,
  insertsBlindly,
  isRefusal,
  oracleTime,
  same,
  speaksOfLastNewline,
  touchesAnEdge,
} from "./testing/diff-oracle.ts";
import { type DiffMaker, gitDiff, gnuDiff, gnuPatch, hasGnuPatch } from "./testing/diff-tools.ts";

const installed = hasGnuPatch();
if (!installed) console.warn("skipped: GNU patch is not installed (apt install patch)");
const makers: DiffMaker[] = [gnuDiff("-u"), gnuDiff("-U1"), gnuDiff("-U0"), gitDiff()];

describe.skipIf(!installed)("the engine, held against GNU patch", () => {
  test.each(makers)(
    "$name, applied to the file it was made of: the same bytes",
    (maker) => {
      const cases = compare(maker, gnuPatch, "before");
      expect(cases.length).toBeGreaterThan(0);
      expectNone(cases.filter((one) => !same(one)));
    },
    oracleTime,
  );

  describe.each(makers)("$name, applied to a file that has changed since", (maker) => {
    const cases = installed ? compare(maker, gnuPatch, "drifted") : [];
    const both = cases.filter((one) => !isRefusal(one.ours) && one.theirs !== null);

    test("the same bytes, but for what goes below a last line without newline, which we leave without", () => {
      expect(both.filter(same).length).toBeGreaterThan(cases.length / 20);
      const closes = (one: Comparison) => insertsBlindly(one) && one.target.at(-1) !== 10;
      expectNone(both.filter((one) => !same(one) && !speaksOfLastNewline(one) && !closes(one)));
    });

    test("what patch refuses and we do not: a hunk of an edge that is no edge now, or other line endings alone", () => {
      const looser = cases.filter((one) => !isRefusal(one.ours) && one.theirs === null);
      expectNone(looser.filter((one) => !touchesAnEdge(one) && !endingsDiffer(one)));
    });

    test("what we refuse and patch does not: two places, nothing to do, an end of the file that is elsewhere", () => {
      const stricter = cases.filter((one) => isRefusal(one.ours) && one.theirs !== null);
      expectNone(
        stricter.filter((one) => {
          const { code } = one.ours as { code: string };
          return (
            code !== "AMBIGUOUS_MATCH" &&
            code !== "NOTHING_TO_CHANGE" &&
            !(code === "NO_MATCH" && (endsElsewhere(one) || insertsBlindly(one)))
          );
        }),
      );
    });
  });
});
