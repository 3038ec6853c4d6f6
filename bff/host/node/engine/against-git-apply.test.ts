import { describe, expect, test } from "vitest";
import {
  compare,
  endingsDiffer,
  endsElsewhere,
  expectNone,
  isAnchoredByGit,
  isRefusal,
  oracleTime,
  same,
  speaksOfLastNewline,
} from "./testing/diff-oracle.ts";
import { gitApply, gitDiff, gnuDiff } from "./testing/diff-tools.ts";

const withContext = [gitDiff(), gitDiff("-U1"), gitDiff("-U10", "--patience"), gnuDiff("-u")];
const without = [gitDiff("-U0"), gnuDiff("-U0")];

describe("the engine, held against git apply", () => {
  test.each(withContext)(
    "$name, applied to the file it was made of: the same bytes",
    (maker) => {
      const cases = compare(maker, gitApply, "before");
      expect(cases.length).toBeGreaterThan(0);
      expectNone(cases.filter((one) => !same(one)));
    },
    oracleTime,
  );

  // applied to another file, git does not let the hunks below follow one that has moved, and so misplaces them
  test.each(without)(
    "$name, applied to the file it was made of: the same bytes",
    (maker) => {
      const cases = compare(maker, (...args) => gitApply(...args, ["--unidiff-zero"]), "before");
      expect(cases.length).toBeGreaterThan(0);
      expectNone(cases.filter((one) => !same(one)));
    },
    oracleTime,
  );

  describe.each(withContext)("$name, applied to a file that has changed since", (maker) => {
    const cases = compare(maker, gitApply, "drifted");
    const both = cases.filter((one) => !isRefusal(one.ours) && one.theirs !== null);

    test("the same bytes, but for a last line without newline, which git joins with the next one", () => {
      expect(both.filter(same).length).toBeGreaterThan(cases.length / 20);
      expectNone(both.filter((one) => !same(one) && !speaksOfLastNewline(one)));
    });

    test("what git refuses and we do not: a hunk of an edge that is no edge now, or other line endings alone", () => {
      const looser = cases.filter((one) => !isRefusal(one.ours) && one.theirs === null);
      expectNone(looser.filter((one) => !isAnchoredByGit(one) && !endingsDiffer(one)));
    });

    test("what we refuse and git does not: two places, nothing to do, no order, an end of the file that is none", () => {
      const stricter = cases.filter((one) => isRefusal(one.ours) && one.theirs !== null);
      expectNone(
        stricter.filter((one) => {
          const { code, error } = one.ours as { code: string; error: string };
          const disordered = code === "NO_MATCH" && error.includes("hunks go in the order of the file");
          const ends = code === "NO_MATCH" && endsElsewhere(one);
          return code !== "AMBIGUOUS_MATCH" && code !== "NOTHING_TO_CHANGE" && !disordered && !ends;
        }),
      );
    });
  });
});
